using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Whether what became of a user is what the answer says of the request: applied, or dropped by a rule that is listed.</summary>
/// <param name="write">The request and what it says.</param>
/// <param name="before">The user before it; null for a create.</param>
/// <param name="met">Takes the rules that dropped something.</param>
/// <param name="dialect">How this Egnyte behaves.</param>
internal sealed class UserOutcome(GeneratedWrite write, SimulatedUser? before, MetRules met, SimulatorDialect dialect)
{
    // What no answer of the proxy holds, and what an Egnyte of fewer fields does not tell.
    private static readonly string[] NotRead = ["sendInvite", "isServiceAccount", "twoFactorAuthentication"];
    private readonly string[] _notTold = dialect.FewerFields ? ["role", "language", "isServiceAccount"] : [];

    /// <summary>Whether it is the token's owner, whom no request deactivates (behaviour.md §1.5).</summary>
    public bool IsMe { get; init; }

    /// <summary>
    /// Whether the request asks for a deactivation in words that can be read: it takes effect whatever else is asked for (behaviour.md §1.5).
    /// </summary>
    public bool Deactivates => before is not null
        && write.Operations.LastOrDefault(operation => operation.Any(IsActive)) is { } last
        && last.Any(statement => IsActive(statement) && statement.Value == "false");

    /// <summary>What is wrong with a 2xx; null where nothing is.</summary>
    /// <param name="after">The user in Egnyte.</param>
    /// <param name="shown">The user as a GET shows it.</param>
    /// <param name="calls">The calls that the request made.</param>
    public string? ProblemOfSuccess(SimulatedUser after, JsonElement shown, IReadOnlyList<SimulatedCall> calls)
    {
        if (Deactivates && IsMe)
        {
            return "the token's owner is deactivated";
        }

        if (Deactivates)
        {
            if (write.All.Any(statement => statement.Kind is StatementKind.Unreadable || IsLost(statement, after)))
            {
                met.Add(DropRule.BesideDeactivation);
            }

            return after.Active || UserAttribute.Active.Shown(shown) != "false" ? "the user is active" : null;
        }

        // Where an operation cannot be read, a deactivation in another one goes alone.
        if (write.IsOdd && !after.Active && write.All.Any(statement => IsActive(statement) && statement.Value == "false"))
        {
            return IsMe ? "the token's owner is deactivated" : null;
        }

        if (write.All.FirstOrDefault(statement => statement.Kind is StatementKind.Unreadable) is { } unreadable)
        {
            return $"{unreadable.Attribute} cannot be read";
        }

        foreach (var name in write.All.Select(statement => statement.Attribute).Distinct())
        {
            var attribute = UserAttribute.Of(name);
            if ((attribute.AlwaysDropped is { } always ? ProblemOfDropped(attribute, always) : ProblemOf(attribute, after, shown, calls)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Whether nothing can be against the request, so that an error is wrong.</summary>
    public bool MustSucceed => !write.IsOdd && !(IsMe && Deactivates) && (Deactivates || write.IsEcho
        || (before is not null && write.All.ToList() is [{ IsPlain: true } only] && IsAlwaysTaken(only, before)));

    private static bool IsAlwaysTaken(Statement only, SimulatedUser before) => (only.Attribute, only.Value) switch
    {
        ("name.givenName" or "name.familyName" or "active", _) => true,
        ("emails", "no-address") => false,
        ("emails", _) => true,
        ("userType", "admin" or "power") => true,
        ("authType", "egnyte") => true,
        ("authType", "sso" or "ad") => before.UserType != "standard",
        ("language", "en-US" or "de-DE") => true,
        _ => false,
    };

    private static bool IsLost(Statement said, SimulatedUser after) =>
        said.Kind is StatementKind.Value && UserAttribute.Of(said.Attribute).Held is { } held && held(after) != said.Value;

    private static bool IsActive(Statement statement) => statement is { Attribute: "active", Kind: StatementKind.Value };

    private string? ProblemOfDropped(UserAttribute attribute, DropRule rule)
    {
        met.Add(rule);
        return attribute.IsReadOnly && write.All.Any(statement => statement.Attribute == attribute.Name && statement.IsByPath)
            ? $"{attribute.Name} is read only"
            : null;
    }

    private string? ProblemOf(UserAttribute attribute, SimulatedUser after, JsonElement shown, IReadOnlyList<SimulatedCall> calls)
    {
        if (
            write.Operations.Any(operation =>
                operation.Where(statement =>
                    statement.Attribute == attribute.Name && statement.Kind is not StatementKind.Nothing).ToList() is [var first, ..] said
                    && said.Exists(statement => !statement.Agrees(first))))
        {
            return $"{attribute.Name} is said twice in one object";
        }

        var last = write.Last(attribute.Name);
        if (write.All.Any(statement => statement.Attribute == attribute.Name && !statement.Agrees(last)))
        {
            met.Add(DropRule.EarlierOperation);
        }

        return last.Kind switch
        {
            StatementKind.Nothing => Dropped(attribute.TakesUndefined ? DropRule.Undefined : DropRule.Nothing),
            StatementKind.Clear => ProblemOfClearing(attribute, after),
            _ => ProblemOfValue(attribute, last, after, shown, calls),
        };
    }

    private string? ProblemOfClearing(UserAttribute attribute, SimulatedUser after)
    {
        met.Add(DropRule.Nothing);
        return before is null || attribute.Name == "sendInvite" || _notTold.Contains(attribute.Name) || (
            attribute.Held is { } held && (held(after) is null or "" || held(before) is null or "")
                || attribute.Name == "isServiceAccount" && !after.IsServiceAccount)
            ? null
            : $"{attribute.Name} is not cleared: {attribute.Held?.Invoke(after)}";
    }

    private string? ProblemOfValue(UserAttribute attribute, Statement said, SimulatedUser after, JsonElement shown, IReadOnlyList<SimulatedCall> calls)
    {
        if (attribute.Held is null)
        {
            var isSent = calls.Any(call =>
                call.Method != "GET" && call.RequestBody?.Contains($"\"{attribute.Name}\":{said.Value}", StringComparison.Ordinal) is true);
            return isSent || (attribute.Name == "sendInvite" && before is not null && Dropped(DropRule.Invitation) is null)
                ? null
                : $"{attribute.Name} is not sent";
        }

        if (attribute.Held(after) == said.Value)
        {
            if (attribute == UserAttribute.Emails && !said.IsPlain)
            {
                met.Add(DropRule.OtherAddresses);
            }

            return attribute == UserAttribute.UserName
                || NotRead.Contains(attribute.Name)
                || _notTold.Contains(attribute.Name)
                || attribute.Shown(shown) == said.Value
                ? null
                : $"{attribute.Name} is not shown as {said.Value}";
        }

        return RuleOf(attribute, said, after) is { } rule ? Dropped(rule) : $"{attribute.Name} is {attribute.Held(after)}, not {said.Value}";
    }

    private DropRule? RuleOf(UserAttribute attribute, Statement said, SimulatedUser after) => attribute.Name switch
    {
        "userName" when said.Value.Split('@')[0].Equals(after.UserName, StringComparison.OrdinalIgnoreCase) => DropRule.UserNameForm,
        "name.givenName" when IsReplacedBy("name.familyName", said, after.GivenName) => DropRule.BlankName,
        "name.familyName" when IsReplacedBy("name.givenName", said, after.FamilyName) => DropRule.BlankName,
        "emails" when after.EmailChangePending is true && dialect.HoldsNewEmail => DropRule.OtherAddresses,
        "externalId" when before is not null && (!said.IsByPath || before.ExternalId is { Length: > 0 }) => DropRule.ExternalId,
        "isServiceAccount" when before is not null && !said.IsByPath && _notTold.Contains(attribute.Name) => DropRule.ServiceAccount,
        "role" when before is not null && !said.IsByPath && after.UserType != "power" => DropRule.Condition,
        "idpUserId" when !said.IsByPath && after.AuthType != "sso" => DropRule.Condition,
        "userPrincipalName" when !said.IsByPath && after.AuthType != "ad" => DropRule.Condition,
        _ => null,
    };

    // A name of blanks only has the value of the other name, where the request gives one.
    private bool IsReplacedBy(string other, Statement blank, string held) =>
        blank.IsBlank
            && write.All.Any(statement => statement.Attribute == other)
            && write.Last(other) is { Kind: StatementKind.Value, IsBlank: false } given
            && given.Value == held;

    private string? Dropped(DropRule rule)
    {
        met.Add(rule);
        return null;
    }
}
