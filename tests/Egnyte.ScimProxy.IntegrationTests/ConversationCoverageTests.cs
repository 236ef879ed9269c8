using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests;

public sealed class ConversationCoverageTests
{
    private static ILookup<string, string> FilesByRow { get; } = Conversation.Files
        .SelectMany(file => Conversation.Read(file).Covers.Select(row => (row, file)))
        .ToLookup(pair => pair.row, pair => pair.file, StringComparer.Ordinal);

    public static TheoryData<string> Rows => [.. ContractRows.ByKey.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryRowOfTheContract_IsCoveredByAConversation(string row) =>
        Assert.True(FilesByRow.Contains(row), $"No conversation covers \"{row}\": {ContractRows.ByKey[row]}");

    [Fact]
    public void EveryConversation_CoversRowsOfTheContractOnly() =>
        Assert.Empty(FilesByRow.Where(row => !ContractRows.ByKey.ContainsKey(row.Key)).Select(row => $"{row.Key} in {string.Join(", ", row)}"));

    [Fact]
    public void EveryConversation_CoversARowAndSaysWhyAndWhere() =>
        Assert.DoesNotContain(Conversation.Files, file => Conversation.Read(file) is { Covers: [] } or { Why.Length: < 20 } or { Source.Length: < 5 });
}
