namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>A user is created, changed, pushed in a group and deactivated: the requests that both kinds of Okta app send.</summary>
internal static class DemoTour
{
    private const string Lookup = "Users?filter=userName%20eq%20%22jane.roe%40example.com%22&startIndex=1&count=100";

    public static async Task RunAsync(DemoOkta okta, TextWriter output, CancellationToken cancellationToken)
    {
        Say("An administrator presses \"Test API Credentials\".");
        await Send(HttpMethod.Get, "Users?startIndex=1&count=2");

        Say("Jane Roe is assigned to the app: Okta looks her up, then creates her.");
        await Send(HttpMethod.Get, Lookup);
        var jane = await Send(HttpMethod.Post, "Users", UserBody(null, "jane.roe@example.com", "Jane", "true"));

        Say("Her first name changes: Okta reads her, then puts its values over what it read.");
        await Send(HttpMethod.Get, $"Users/{jane}");
        await Send(HttpMethod.Put, $"Users/{jane}", UserBody(jane, "jane.roe@example.com", "Janet", "true"));

        Say("Her username changes: Egnyte cannot change it, and Okta's administrator reads what to do.");
        await Send(HttpMethod.Put, $"Users/{jane}", UserBody(jane, "jane.doe@example.com", "Janet", "true"));

        Say("A group is pushed with her in it.");
        await Send(HttpMethod.Get, "Groups?filter=displayName%20eq%20%22Demo%20Team%22&startIndex=1&count=100");
        var group = await Send(HttpMethod.Post, "Groups",
            $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Demo Team","members":["""
            + $$"""{"value":"{{jane}}","display":"jane.roe@example.com"}]}""");
        await Send(HttpMethod.Patch, $"Groups/{group}",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":["""
            + $$"""{"value":"{{jane}}","display":"jane.roe@example.com"}]}]}""");

        Say("She leaves: Okta deactivates her.");
        await Send(
            HttpMethod.Patch,
            $"Users/{jane}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}""");

        Say("An import lists all users.");
        await Send(HttpMethod.Get, "Users?startIndex=1&count=100");

        Task<string?> Send(HttpMethod method, string path, string? body = null) => okta.SendAsync(method, path, body, cancellationToken);

        void Say(string what)
        {
            output.WriteLine();
            output.WriteLine(what);
        }
    }

    private static string UserBody(string? id, string userName, string givenName, string active) =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:"""
        + $$"""User"]{{(id is null ? "" : $",\"id\":\"{id}\"")}},"userName":"{{userName}}","externalId":"00ujl29u0le5T6Aj10h7","name":"""
        + $$"""{"givenName":"{{givenName}}","familyName":"Roe"},"emails":[{"primary":"""
        + $$"""true,"value":"jane.roe@example.com","type":"work"}],"password":"1mz050nq","active":{{active}}}""";
}
