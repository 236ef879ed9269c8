namespace Egnyte.ScimProxy.IntegrationTests.Okta;

/// <summary>Each request that Okta is known to send: the status it must get, a body in SCIM's form, and what Egnyte holds afterwards.</summary>
public abstract class OktaRequestTests(OktaConversation okta)
{
    private const int Requests = 29;

    public static TheoryData<string> Names => [.. OktaConversation.ReadRequests().Select(request => request.GetProperty("name").GetString()!)];

    [Fact]
    public void Conversation_RanEveryRequestOfTheFileOnce()
    {
        Assert.Equal(Requests, okta.Exchanges.Count);
        Assert.Equal(Requests, okta.Exchanges.Select(exchange => exchange.Name).Distinct().Count());
        Assert.Equal(OktaEffects.Names.Order(StringComparer.Ordinal), okta.Exchanges.Select(exchange => exchange.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_AsOktaSendsIt_IsAnsweredAsOktaExpects(string name)
    {
        var exchange = okta[name];

        Assert.True(exchange.Expected.Contains(exchange.Answer.Status), $"{exchange.Answer.Status} {exchange.Answer.Text}");
        if (exchange.Answer.Status is 204)
        {
            Assert.Equal("", exchange.Answer.Text);
        }
        else
        {
            Assert.Equal("application/scim+json", exchange.Answer.MediaType);
            Assert.Equal(exchange.Answer.Text.Length, exchange.Answer.ContentHeaders.ContentLength);
            Assert.NotEmpty(ScimShape.Texts(exchange.Answer.Json.GetProperty("schemas")));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Request_AsOktaSendsIt_HasItsEffectInEgnyte(string name) => OktaEffects.Assert(name, okta);

    [Fact]
    public void Passwords_OfAnyRequest_ReachNeitherEgnyteNorAnAnswer()
    {
        string[] passwords = ["1mz050nq", "N3wPassw0rd!"];

        var texts = okta.Exchanges.SelectMany(exchange => exchange.EgnyteCalls.Select(call => call.RequestBody ?? "").Append(exchange.Answer.Text)).ToList();

        Assert.True(texts.Count > 2 * Requests - 5);
        Assert.DoesNotContain(texts, text => passwords.Any(password => text.Contains(password, StringComparison.Ordinal)));
    }

    [Fact]
    public void UserName_ReadByAClientThatDidNotWriteIt_HasTheTenantsForm()
    {
        var read = okta["read before update"].Answer.Json.GetProperty("userName").GetString();

        Assert.Equal(okta.UserNameFormat == "email" ? OktaConversation.UserName : "test.user", read);
    }
}

public sealed class OktaRequestsByPrefixTests(PrefixConversation okta) : OktaRequestTests(okta), IClassFixture<PrefixConversation>;

public sealed class OktaRequestsByEmailTests(EmailConversation okta) : OktaRequestTests(okta), IClassFixture<EmailConversation>;
