using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>The filter of a list as it was sent, held against the rows of the answer: Egnyte compares without letter case.</summary>
/// <param name="Field">Egnyte's field.</param>
/// <param name="Operator"><c>eq</c>, <c>sw</c> or <c>co</c>.</param>
/// <param name="Value">The value without its quotation marks.</param>
internal sealed record EgnyteFilter(string Field, string Operator, string Value)
{
    private const string Parameter = "&filter=";

    /// <summary>The filter of a request; null where it has none, or one of another form.</summary>
    public static EgnyteFilter? Of(HttpRequestMessage request)
    {
        var path = request.RequestUri!.PathAndQuery;
        var start = path.IndexOf(Parameter, StringComparison.Ordinal);
        return start < 0 ? null : Parse(Uri.UnescapeDataString(path[(start + Parameter.Length)..]));
    }

    public bool Matches(EgnyteUser user) => Field switch
    {
        "userName" => Holds(user.UserName),
        "externalId" => Holds(user.ExternalId),

        // While a change is not confirmed, Egnyte may show one address and find the user by the other.
        "email" => Holds(user.Email) || user.EmailChangePending,
        _ => true,
    };

    public bool Matches(EgnyteGroup group) => Field is not "displayName" || Holds(group.DisplayName);

    private static EgnyteFilter? Parse(string text) =>
        text.Split(' ', 3) is [var field, var comparison, ['"', .. var value, '"']] ? new(field, comparison, value) : null;

    private bool Holds(string? shown)
    {
        var text = shown.AsSpan().Trim();
        var value = Value.AsSpan().Trim();
        return Operator switch
        {
            "eq" => text.Equals(value, StringComparison.OrdinalIgnoreCase),
            "sw" => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
            "co" => text.Contains(value, StringComparison.OrdinalIgnoreCase),
            _ => true,
        };
    }
}
