using System.Reflection;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests;

public sealed class ConversationCoverageTests
{
    // As counted in the contract's §6: one for each sentence that names a trap.
    private const int TrapsOfTheContract = 21;

    private static ILookup<string, string> FilesByRow { get; } = Conversation.Files
        .SelectMany(file => Conversation.Read(file).Covers.Select(row => (row, file)))
        .ToLookup(pair => pair.row, pair => pair.file, StringComparer.Ordinal);

    public static TheoryData<string> Rows => [.. ContractRows.ByKey.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryRowOfTheContract_IsCoveredByAConversation(string row) =>
        Assert.True(FilesByRow.Contains(row), $"No conversation covers \"{row}\": {ContractRows.ByKey[row]}");

    /// <summary>A trap is shown by a conversation or by a test that runs: one of these, and said once.</summary>
    [Fact]
    public void EveryTrap_IsShownByATest()
    {
        Assert.All(Traps.Tests, trap => Assert.All(trap.Value, test => Assert.True(
            test.GetCustomAttribute<FactAttribute>() is { Skip: null }, $"{trap.Key}: {test.Name} is no test that runs.")));
        Assert.DoesNotContain(Traps.Tests, trap => trap.Value.Count == 0);
        Assert.Empty(Traps.Tests.Keys.Intersect(ContractRows.ByKey.Keys));
        Assert.Equal(TrapsOfTheContract, Traps.Tests.Count + ContractRows.ByKey.Keys.Count(key => key.StartsWith("trap-", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryConversation_CoversRowsOfTheContractOnly() =>
        Assert.Empty(FilesByRow.Where(row => !ContractRows.ByKey.ContainsKey(row.Key)).Select(row => $"{row.Key} in {string.Join(", ", row)}"));

    [Fact]
    public void EveryConversation_CoversARowAndSaysWhyAndWhere() =>
        Assert.DoesNotContain(Conversation.Files, file => Conversation.Read(file) is { Covers: [] } or { Why.Length: < 20 } or { Source.Length: < 5 });
}
