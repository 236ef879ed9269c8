using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>Lines to paste in a second terminal, each complete in itself, and what to fill in at Okta.</summary>
internal static class DemoLines
{
    public static void Print(TextWriter output, Uri proxy, EgnyteSimulator simulator, string token)
    {
        var users = simulator.Domain.AllUsers();
        var (user, colleague, group) = (users[1], users[4], simulator.Domain.AllGroups()[0]);
        var scim = $"{proxy}scim/v2";
        DemoLine[] lines =
        [
            new("test the connection", "GET", $"{scim}/Users?startIndex=1&count=2"),
            new("look up a user", "GET", $"{scim}/Users?filter=userName%20eq%20%22{user.UserName}%40example.com%22"),
            new("create a user (twice: see what Okta shows)", "POST", $"{scim}/Users",
                """{"userName":"john.doe@example.com","name":{"givenName":"John","familyName":"Doe"},"emails":["""
                + """{"value":"john.doe@example.com","primary":true}],"active":true}"""),
            new(
                "a rename is refused",
                "PATCH",
                $"{scim}/Users/{user.Id}",
                """{"Operations":[{"op":"replace","value":{"userName":"other.name@example.com"}}]}"""),
            new("deactivate a user", "PATCH", $"{scim}/Users/{user.Id}", """{"Operations":[{"op":"replace","value":{"active":false}}]}"""),
            new(
                "push a member into a group",
                "PATCH",
                $"{scim}/Groups/{group.Id}",
                $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{colleague.Id}}"}]}]}"""),
            new("a wrong token", "GET", $"{scim}/Users?startIndex=1&count=2") { Token = "wrong-token" },
            new("make Egnyte throttle for 20 s", "POST", $"{simulator.ControlAddress}throttle?seconds=20")
            {
                Then = "Egnyte throttles for 20 s: run the first line now",
            },
            new("make Egnyte unavailable for 30 s", "POST", $"{simulator.ControlAddress}down?seconds=30")
            {
                Then = "Egnyte is down for 30 s: run the first line now",
            },
        ];

        output.WriteLine();
        output.WriteLine("Your turn. In a second terminal, bash:");
        foreach (var line in lines)
        {
            output.WriteLine($"  # {line.What}");
            output.WriteLine($"  {line.ForBash(token)}");
        }

        output.WriteLine();
        output.WriteLine("or PowerShell:");
        foreach (var line in lines)
        {
            output.WriteLine($"  # {line.What}");
            output.WriteLine($"  {line.ForPowerShell(token)}");
        }

        output.WriteLine($"""

            In Okta (which reaches an https address only, so not this demo):
              SCIM connector base URL          https://<your proxy>/scim/v2
              Unique identifier field          userName
              Supported provisioning actions   Import New Users, Push New Users, Push Profile Updates, Push Groups, Import Groups
              Authentication mode              HTTP Header, with an Egnyte access token as the bearer token
              Application username format      Email prefix

            Ctrl+C ends the demo.
            """);
    }
}
