using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

public sealed class NativeBinaryTests(NativeBinary native)
{
    [Fact]
    public async Task Publish_AsNativeBinary_HasNoWarning()
    {
        var published = await native.PublishedAsync();

        Assert.True(published.ExitCode == 0, published.Output);
        Assert.DoesNotContain("warning", published.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Demo_OfTheNativeBinary_RunsTheTour()
    {
        await using var demo = new ProxyProcess(await native.PathAsync(), ["demo", "--port", "0"], []);

        var printed = await demo.ReadUntilAsync("Ctrl+C");

        Assert.Contains("POST   /scim/v2/Users  ->  201", printed, StringComparison.Ordinal);
        Assert.Contains("PATCH  /scim/v2/Users/12163350656  ->  200", printed, StringComparison.Ordinal);
    }

    /// <summary>An operator's own profile with the samples beside it, and what it makes of a person.</summary>
    [Fact]
    public async Task Profile_OfTheNativeBinary_ReadsAndExplainsAFile()
    {
        var program = await native.PathAsync();
        var acme = Path.Combine(AppContext.BaseDirectory, "Profiles", "acme.json");
        var files = new Dictionary<string, string>
        {
            ["jose.json"] =
                """{"userName":"José.Großmann@example.com","name":{"givenName":"José","familyName":"Großmann"},"emails":[{"value":"jose@example.com"}]}""",
        };
        await using var validate = new ProxyProcess(program, ["profile", "validate", acme], []);
        await using var explain = new ProxyProcess(program, ["profile", "explain", acme, "jose.json", "--json"], [], files);
        await using var schema = new ProxyProcess(program, ["profile", "schema"], []);

        var (validated, explained, printed) = (await validate.EndAsync(), await explain.EndAsync(), await schema.EndAsync());

        Assert.True(validated.ExitCode == 0, validated.Output + validated.Errors);
        Assert.True(explained.ExitCode == 0, explained.Output + explained.Errors);
        Assert.Contains("\"jose.grossmann\"", explained.Output, StringComparison.Ordinal);
        Assert.Equal(ProfileFormat.Schema.Trim(), printed.Output.Trim());
    }
}
