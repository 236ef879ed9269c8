using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Sends every form of one intent, each to a user or group of its own that is the same, and compares the results: what is wrong, or null.</summary>
internal sealed class FormComparison(HonestWriter writer, EgnyteSimulator simulator)
{
    public async Task<string?> OfUserAsync(SimulatedUser user, IReadOnlyList<GeneratedWrite> forms)
    {
        var results = new List<(GeneratedWrite Write, string Result)>();
        foreach (var form in forms)
        {
            simulator.Domain.RemoveUser(user.Id);
            user = simulator.Domain.AddUser(user with { Id = user.Id + 1 });
            if (await writer.WriteUserAsync(user, form) is { } problem)
            {
                return problem;
            }

            results.Add((form, Result($"{Comparable(simulator.Domain.FindUser(user.Id)!)}")));
        }

        // Of a path, 400 may stand for what a map drops: an echo is never written by path.
        return MayDifferByPath(forms[0].All.First().Attribute) ? Difference([.. results.Where(result => !IsByPath(result.Write))]) : Difference(results);
    }

    public async Task<string?> OfGroupAsync(SimulatedGroup group, IReadOnlyList<GroupWrite> forms)
    {
        var results = new List<(GroupWrite Write, string Result)>();
        foreach (var form in forms)
        {
            simulator.Domain.RemoveGroup(group.Id);
            group = simulator.Domain.AddGroup(group.DisplayName, group.MemberIds);
            if (await writer.WriteGroupAsync(group, form) is { } problem)
            {
                return problem;
            }

            var after = simulator.Domain.FindGroup(group.Id)!;
            results.Add((form, Result($"{after.DisplayName}: {string.Join(", ", after.MemberIds)}")));
        }

        return Difference(results);
    }

    private bool MayDifferByPath(string attribute) =>
        UserAttribute.Of(attribute).IsReadOnly || attribute is "role" or "idpUserId" or "userPrincipalName" or "externalId"
        || (attribute == "isServiceAccount" && simulator.Controls.Dialect.FewerFields);

    private static bool IsByPath(GeneratedWrite write) => write.All.First().IsByPath;

    private static string? Difference<T>(IReadOnlyList<(T Write, string Result)> results) => results.Where(result => result.Result != results[0].Result)
        .Select(result => $"two forms of one intent differ:\n{results[0].Write} {results[0].Result}\n{result.Write} {result.Result}").FirstOrDefault();

    private string Result(string resource) => $"{(writer.LastStatus < 300 ? "done" : writer.LastStatus)} {resource}";

    // Any update makes "" of what was null (DIALECTS.md), also one that says the same as before.
    private static SimulatedUser Comparable(SimulatedUser user) =>
        user with { Id = 0, LastModificationDate = null, CreatedDate = null, ExternalId = user.ExternalId ?? "", IdpUserId = user.IdpUserId ?? "" };
}
