namespace Egnyte.ScimProxy.IntegrationTests.Load;

/// <summary>A read that began before a write is never the answer to a read that began after it.</summary>
public sealed class ReadAfterWriteTests
{
    private const int CallsPerSecond = 20;

    private const string Jane = """
        {"id":{id},"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,
         "authType":"sso","userType":"power"}
        """;

    private const string Rename = """{"Operations":[{"op":"replace","path":"name.familyName","value":"Roe"}]}""";

    private static readonly string _renamed = Jane.Replace("\"Doe\"", "\"Roe\"", StringComparison.Ordinal);

    /// <summary>The first read began before the write and is answered after it: a client that reads after the write must not get its answer.</summary>
    [Fact]
    public async Task ARead_NeverJoinsOneThatWasSent_BeforeAWrite()
    {
        await using var egnyte = await HeldEgnyte.StartAsync(CallsPerSecond);
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        await BecomeKnownAsync(egnyte, proxy);
        var before = proxy.Client.GetScimAsync("Users/7");
        var old = await egnyte.NextAsync();
        var write = proxy.Client.SendScimAsync("PATCH", "Users/7", Rename);
        var written = await egnyte.NextAsync();
        written.Answer(_renamed);
        Assert.Equal(200, (await write).Status);

        var after = proxy.Client.GetScimAsync("Users/7");
        var fresh = await egnyte.NextAsync();
        fresh.Answer(_renamed);
        old.Answer(Jane);

        Assert.Equal(("GET users/7", "PATCH users/7", "GET users/7"), (old.What, written.What, fresh.What));
        Assert.Equal(("Roe", "Doe"), (FamilyName(await after), FamilyName(await before)));
    }

    /// <summary>The proxy sends the calls of an unverified token one after the other.</summary>
    private static async Task BecomeKnownAsync(HeldEgnyte egnyte, ScimProxyApplication proxy)
    {
        var first = proxy.Client.GetScimAsync("Users/9");
        (await egnyte.NextAsync()).Answer(Jane);
        Assert.Equal(200, (await first).Status);
    }

    private static string? FamilyName(ScimAnswer answer) => answer.Json.GetProperty("name").GetProperty("familyName").GetString();
}
