namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>Users who do not exist, at a reserved domain (RFC 2606).</summary>
internal static class InventedUsers
{
    private static readonly string[] GivenNames =
        ["Alba", "Bruno", "Carla", "Denis", "Edda", "Fabio", "Greta", "Hugo", "Irma", "Jonas", "Karla", "Luca", "Mira", "Nils", "Olga", "Piet"];

    private static readonly string[] FamilyNames =
    [
        "Acorn", "Birch", "Cedar", "Dogwood", "Elder", "Fern", "Gorse", "Hazel", "Iris",
        "Juniper", "Laurel", "Maple", "Nettle", "Oak", "Poplar", "Rowan", "Sorrel",
    ];

    /// <summary>The n-th of any number of users; 16 and 17 have no common factor, so that the first 272 differ in name.</summary>
    public static SimulatedUser User(int number)
    {
        var (given, family) = (GivenNames[number % GivenNames.Length], FamilyNames[number % FamilyNames.Length]);
#pragma warning disable CA1308 // Egnyte's own user names are lower case.
        var userName = $"{given}.{family}.{number}".ToLowerInvariant();
#pragma warning restore CA1308
        return new SimulatedUser
        {
            UserName = userName,
            Email = $"{userName}@example.com",
            GivenName = given,
            FamilyName = family,
            ExternalId = $"invented-{number}",
            Role = "Default",
        };
    }

    /// <summary>Eight users of every type and three groups. The first is an active admin with all fields filled: Okta's SPEC test looks only there.</summary>
    public static void Seed(SimulatedDomain domain)
    {
        var alba = domain.AddUser(Of("Alba", "Acorn", "admin", "sso") with { IdpUserId = "alba.acorn@example.com", Language = "en-US" });
        var bruno = domain.AddUser(Of("Bruno", "Birch", "power", "sso") with { IdpUserId = "bruno.birch@example.com", Role = "Default" });
        var carla = domain.AddUser(Of("Carla", "Cedar", "power", "egnyte") with { Role = "Reviewer" });
        var denis = domain.AddUser(Of("Denis", "Dogwood", "standard", "egnyte"));
        var edda = domain.AddUser(Of("Edda", "Elder", "power", "ad") with { UserPrincipalName = "edda.elder@corp.example.com", Role = "Default" });
        var fabio = domain.AddUser(Of("Fabio", "Fern", "standard", "egnyte") with { Active = false });
        domain.AddUser(Of("Greta", "Gorse", "power", "egnyte") with { Role = "Default", ExternalId = null });
        domain.AddUser(Of("Backup", "Robot", "admin", "egnyte") with { IsServiceAccount = true, ExternalId = null });

        domain.AddGroup("Engineering", [alba.Id, bruno.Id, carla.Id]);
        domain.AddGroup("Finance", [denis.Id, fabio.Id]);
        domain.AddGroup("Sales Team", [bruno.Id, edda.Id]);
    }

    private static SimulatedUser Of(string given, string family, string userType, string authType)
    {
#pragma warning disable CA1308 // Egnyte's own user names are lower case.
        var userName = $"{given}.{family}".ToLowerInvariant();
#pragma warning restore CA1308
        return new SimulatedUser
        {
            UserName = userName,
            Email = $"{userName}@example.com",
            GivenName = given,
            FamilyName = family,
            UserType = userType,
            AuthType = authType,
            ExternalId = $"hr-{userName}",
        };
    }
}
