using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

/// <summary>Each switch, set while the simulator runs.</summary>
public sealed class DialectTests : SimulatorTest
{
    private const string JsonType = "application/json; charset=UTF-8";

    private static readonly string[] LaterFields = ["role", "language", "isServiceAccount", "createdDate", "lastModificationDate", "lastActiveDate"];

    [Theory]
    [InlineData("throttle=403", 403, "ERR_403_DEVELOPER_OVER_QPS", "<h1>Developer Over Qps</h1>")]
    [InlineData("throttle=429", 429, null, """{"message":"Developer Over Qps"}""")]
    public async Task Throttle_IsAGatewaysPageOrJson(string dialect, int status, string? code, string text)
    {
        Speak(dialect);
        Simulator.Controls.ThrottleFor(TimeSpan.FromSeconds(9));

        var reply = await GetAsync(Users);

        Assert.Equal((status, code, text, "9"), (reply.Status, reply.Header("X-Mashery-Error-Code"), reply.Text, reply.Header("Retry-After")));
    }

    [Fact]
    public async Task Throttle_OfTheDaysQuota_Is429WithTheTimeUntilMidnight()
    {
        Speak("throttle=429");
        Simulator.Controls.CallsPerDay = 0;

        var reply = await GetAsync(Users);

        Assert.Equal((429, """{"message":"Developer Over Rate"}""", "50400"), (reply.Status, reply.Text, reply.Header("Retry-After")));
    }

    [Theory]
    [InlineData("duplicate=409", 409, 409, 409)]
    [InlineData("duplicate=405", 405, 405, 409)]
    [InlineData("duplicate=400", 400, 400, 400)]
    public async Task Duplicate_HasTheStatusOfTheDialect(string dialect, int user, int group, int renamed)
    {
        Speak(dialect);

        var replies = new[]
        {
            await SendAsync("POST", Users, NewUser("alba.acorn")),
            await SendAsync("POST", Groups, """{"displayName":"Engineering"}"""),
            await SendAsync("PUT", $"{Groups}/{Domain.FindGroupByName("Finance")!.Id}", """{"displayName":"Engineering"}"""),
        };

        Assert.Equal([user, group, renamed], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.Contains("already exists", reply.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("delete=200", 200, "0")]
    [InlineData("delete=204", 204, null)]
    public async Task Delete_Answers200Or204WithoutABody(string dialect, int status, string? length)
    {
        Speak(dialect);
        var (user, group) = (AddUser(), Domain.AddGroup("Writers"));

        var replies = new[] { await SendAsync("DELETE", $"{Users}/{user.Id}"), await SendAsync("DELETE", $"{Groups}/{group.Id}") };

        Assert.All(replies, reply => Assert.Equal((status, "", length), (reply.Status, reply.Text, reply.Header("Content-Length"))));
    }

    [Fact]
    public async Task GroupCreate_MayAnswer200()
    {
        Speak("groupCreate=200");

        Assert.Equal(200, (await SendAsync("POST", Groups, """{"displayName":"Writers"}""")).Status);
    }

    [Fact]
    public async Task GroupAnswer_Short_LeavesMembersOutOfAChangesAnswerOnly()
    {
        Speak("groupAnswer=short");
        var path = $"{Groups}/{Domain.FindGroupByName("Engineering")!.Id}";

        var patched = await SendAsync("PATCH", path, """{"displayName":"Seals"}""");

        Assert.Equal("Seals", patched.Json.GetProperty("displayName").GetString());
        Assert.False(patched.Json.TryGetProperty("members", out _));
        Assert.True((await GetAsync(path)).Json.TryGetProperty("members", out _));
    }

    [Theory]
    [InlineData("userRows=whole", Users, "groups")]
    [InlineData("groupRows=whole", Groups, "members")]
    public async Task Rows_Whole_HoldWhatOnlyASingleOneHoldsElse(string dialect, string path, string property)
    {
        Assert.False((await GetAsync(path)).Rows[0].TryGetProperty(property, out _));

        Speak(dialect);

        Assert.True((await GetAsync(path)).Rows[0].TryGetProperty(property, out _));
    }

    [Fact]
    public async Task List_MayBeSpelledResources()
    {
        Speak("list=Resources");

        var users = await GetAsync($"{Users}?count=2");

        Assert.Equal(2, users.Json.GetProperty("Resources").GetArrayLength());
        Assert.False(users.Json.TryGetProperty("resources", out _));
    }

    [Fact]
    public async Task Scalars_MayBeText()
    {
        Speak("scalars=text");
        var alba = Domain.FindUser("alba.acorn")!;

        var user = await GetAsync($"{Users}/{alba.Id}");
        var list = await GetAsync($"{Groups}?count=1");
        var group = await GetAsync($"{Groups}/{Domain.FindGroupByName("Engineering")!.Id}");

        Assert.Equal([$"\"{alba.Id}\"", "\"true\"", "null"], user.Raws("id", "active", "expiryDate"));
        Assert.Equal("\"3\"", list.Raw("totalResults"));
        Assert.Equal($"{alba.Id}", group.Json.GetProperty("members")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task ContentType_MayBeTextForJsonAndStaysHtmlForPages()
    {
        Speak("contentType=text");
        var user = await GetAsync(Users);
        Simulator.Controls.FailNext(1, kind: FailureKind.OverQps);

        Assert.Equal("text/plain; charset=UTF-8", user.Header("Content-Type"));
        Assert.Equal("text/html; charset=UTF-8", (await GetAsync(Users)).Header("Content-Type"));
    }

    [Fact]
    public async Task Fields_Of2019_LackWhatCameLater()
    {
        Speak("fields=2019");

        var row = (await GetAsync($"{Users}?count=1")).Rows[0];

        Assert.True(row.TryGetProperty("deleteOnExpiry", out _));
        Assert.All(LaterFields, name => Assert.False(row.TryGetProperty(name, out _), name));
    }

    [Theory]
    [InlineData("usual", """{"inputErrors":{"email":[{"msg":"email is required.","code":"INVALID_VALUE"}]}}""")]
    [InlineData("message", """{"message":"email is required.","code":"INVALID_VALUE"}""")]
    [InlineData("scim", """{"Errors":[{"description":"email is required.","code":"INVALID_VALUE"}]}""")]
    [InlineData("formErrors", """{"formErrors":[{"msg":"email is required.","code":"INVALID_VALUE"}],"inputErrors":{}}""")]
    [InlineData("errors", """{"errors":[{"msg":"email is required.","code":"INVALID_VALUE"}]}""")]
    [InlineData("nested", """{"errors":{"inputErrors":{"email":[{"msg":"email is required.","code":"INVALID_VALUE"}]}}}""")]
    [InlineData("response", """{"responseCode":"INVALID_VALUE","responseMsg":"email is required.","success":false}""")]
    [InlineData("fault", """{"fault":{"faultstring":"email is required.","detail":{"errorcode":"INVALID_VALUE"}}}""")]
    public async Task Errors_HaveTheShapeOfTheDialect(string shape, string text)
    {
        Speak($"errors={shape}");

        var reply = await SendAsync(
            "POST", Users, """{"userName":"jane","name":{"givenName":"Jane","familyName":"Doe"},"authType":"egnyte","userType":"power"}""");

        Assert.Equal((400, JsonType, text), (reply.Status, reply.Header("Content-Type"), reply.Text));
    }

    [Fact]
    public async Task Count_Above100_MayBeTakenAs100()
    {
        Domain.SeedUsers(150);
        Assert.Equal(400, (await GetAsync($"{Users}?count=101")).Status);

        Speak("count=clamp");

        Assert.Equal(100, (await GetAsync($"{Users}?count=101")).Rows.Length);
    }

    [Fact]
    public async Task UserName_MayBeLowerCaseAtOnce()
    {
        Speak("userName=lowerOnCreate");

        Assert.Equal("\"jane.doe\"", (await SendAsync("POST", Users, NewUser("Jane.Doe"))).Raw("userName"));
    }

    [Theory]
    [InlineData("nulls=emptied", "\"\"")]
    [InlineData("nulls=kept", "null")]
    public async Task Nulls_BecomeEmptyAtAnUpdateOrStay(string dialect, string value)
    {
        Speak(dialect);

        var reply = await SendAsync("PATCH", $"{Users}/{AddUser().Id}", """{"active":true}""");

        Assert.Equal([value, value], reply.Raws("externalId", "idpUserId"));
    }

    [Theory]
    [InlineData(true, "jane.doe@example.com", "true")]
    [InlineData(false, "new@example.com", "null")]
    public async Task Email_OfAnActiveUser_MayWaitForItsConfirmation(bool active, string email, string pending)
    {
        Speak("email=pending");
        var user = Domain.AddUser(Person("jane.doe") with { Active = active });

        var reply = await SendAsync("PATCH", $"{Users}/{user.Id}", """{"email":"new@example.com"}""");

        Assert.Equal([$"\"{email}\"", pending], reply.Raws("email", "emailChangePending"));
    }

    [Fact]
    public async Task QuotaHeaders_MayBeAbsent()
    {
        Speak("quotaHeaders=absent");

        Assert.DoesNotContain((await GetAsync(Users)).Headers.Keys, name => name.StartsWith("X-Accesstoken", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Dialect_ByTheControlApi_IsShownWithWhatElseThereIs_KeptByClearAndPutBackByReset()
    {
        await ControlAsync("POST", "/dialect?duplicate=405");
        await ControlAsync("POST", "/dialect?delete=204");
        await ControlAsync("POST", "/clear");

        Assert.Equal("duplicate=405 delete=204", Simulator.Controls.Dialect.ToString());
        Assert.Equal("""{"setting":"405","settings":["409","405","400"]}""", (await ControlAsync("GET", "/dialect")).Raw("duplicate"));
        Assert.Equal("\"\"", (await ControlAsync("POST", "/reset")).Raw("dialect"));
        Assert.Equal("409", (await ControlAsync("GET", "/dialect")).Json.GetProperty("duplicate").GetProperty("setting").GetString());
    }

    [Fact]
    public void EverySetting_IsReadBackAsItWasWritten() => Assert.All(
        SimulatorDialect.Switches.SelectMany(known => known.Value.Select(setting => (known.Key, setting))),
        entry => Assert.Equal(entry.setting, SimulatorDialect.Default.With($"{entry.Key}={entry.setting}").Settings()[entry.Key]));

    [Fact]
    public void EveryDefault_IsTheFirstSetting() =>
        Assert.All(SimulatorDialect.Switches, known => Assert.Equal(known.Value[0], SimulatorDialect.Default.Settings()[known.Key]));

    private void Speak(string dialect) => Simulator.Controls.Dialect = Simulator.Controls.Dialect.With(dialect);
}
