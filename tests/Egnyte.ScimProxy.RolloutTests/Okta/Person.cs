using System.Globalization;

namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>A user who is assigned to the app in Okta and does not exist in Egnyte yet.</summary>
internal sealed record Person(int Number)
{
    public string UserName { get; } = string.Create(CultureInfo.InvariantCulture, $"new.hire.{Number}");

    /// <summary>Okta's own id: 00u and 17 letters or digits.</summary>
    public string ExternalId { get; } = string.Create(CultureInfo.InvariantCulture, $"00uNewHire{Number:d10}");

    public static IReadOnlyList<Person> Many(int count) => [.. Enumerable.Range(1, count).Select(number => new Person(number))];
}
