using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Egnyte.ScimProxy.Tests.Hosting.Configured;

namespace Egnyte.ScimProxy.Tests.Hosting;

public sealed class ScimProxyOptionsValidatorTests
{
    private const string Tenant = "ScimProxy:Tenants:default";

    [Fact]
    public void ADomain_IsAllThatATenantNeeds() => Assert.Empty(Mistakes(($"{Tenant}:EgnyteDomain", "acme")));

    [Fact]
    public void NoTenant_IsAMistakeThatShowsTheWay() =>
        Assert.Contains("ScimProxy:Tenants:default:EgnyteDomain = acme", Assert.Single(Mistakes()), StringComparison.Ordinal);

    [Fact]
    public void EveryMistake_IsReportedAtOnce_ByKeyAndValue()
    {
        (string Key, string Value)[] wrong =
        [
            ($"{Tenant}:EgnyteDomain", "https://acme.egnyte.com"),
            ($"{Tenant}:Profile", "ldap"),
            ($"{Tenant}:DefaultUserMapping", "mail"),
            ($"{Tenant}:UserNameFormat", "upn"),
            ($"{Tenant}:UserNameDomains:0", "@example.com"),
            ($"{Tenant}:ExternalIdMismatch", "Auto"),
            ($"{Tenant}:DeletePolicy", "erase"),
            ($"{Tenant}:GroupPatchForm", "patchop"),
            ($"{Tenant}:GroupListMembers", "none"),
            ($"{Tenant}:TransientStatus", "500"),
            ($"{Tenant}:Capabilities:DeleteUsers", "no"),
            ($"{Tenant}:Capabilities:ListGroups", ""),
            ("ScimProxy:Tenants:other:EgnyteBaseAddress", "http://egnyte.example.com"),
            ("ScimProxy:PublicUrl", "https://scim.example.com/scim/v2/"),
            ("ScimProxy:TrustedProxies:0", "10.0.0.0/33"),
            ("ScimProxy:Management:Url", "127.0.0.1:9090"),
        ];

        var mistakes = Mistakes(wrong);

        Assert.Equal(wrong.Length, mistakes.Count);
        Assert.All(wrong, setting => Assert.Single(mistakes, mistake => mistake.StartsWith($"{setting.Key} (\"{setting.Value}\")", StringComparison.Ordinal)));
    }

    [Fact]
    public void AProfilesMistake_IsATenantsMistake_WithFileAndLine_AndAnUnusableFileIsTheFolders()
    {
        var folder = Directory.CreateTempSubdirectory("profiles");
        try
        {
            File.WriteAllText(Path.Join(folder.FullName, "acme.json"), "{\n  oops\n}");
            File.WriteAllText(Path.Join(folder.FullName, "okta.json"), "{}");
            File.WriteAllText(Path.Join(folder.FullName, "nobodys.json"), "{ of no matter, since nobody uses it");

            var mistakes = Mistakes(($"{Tenant}:EgnyteDomain", "acme"), ($"{Tenant}:Profile", "acme"), ("ScimProxy:ProfilesPath", folder.FullName));

            Assert.Equal(2, mistakes.Count);
            Assert.StartsWith(
                $"ScimProxy:ProfilesPath (\"{folder.FullName}\"): {Path.Join(folder.FullName, "okta.json")}:1: ", mistakes[0], StringComparison.Ordinal);
            Assert.StartsWith($"{Tenant}:Profile (\"acme\"): {Path.Join(folder.FullName, "acme.json")}:2: ", mistakes[1], StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AProfilesPath_MustBeAFolder() =>
        Assert.Contains(
            "This folder does not exist.",
            Assert.Single(Mistakes(($"{Tenant}:EgnyteDomain", "acme"), ("ScimProxy:ProfilesPath", "no/such/folder"))),
            StringComparison.Ordinal);

    [Fact]
    public void TwoAddresses_AreShownWithBothValues()
    {
        var mistake = Assert.Single(Mistakes(($"{Tenant}:EgnyteDomain", "acme"), ($"{Tenant}:EgnyteBaseAddress", "https://egnyte.example.com")));

        Assert.All(
            [$"{Tenant}:EgnyteDomain (\"acme\")", $"{Tenant}:EgnyteBaseAddress (\"https://egnyte.example.com\")"],
            part => Assert.Contains(part, mistake, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ScimProxy:PublicUri", "ScimProxy:PublicUri is not a setting: did you mean PublicUrl?")]
    [InlineData("ScimProxy:Tenants:default:EgnyteDomian", "ScimProxy:Tenants:default:EgnyteDomian is not a setting: did you mean EgnyteDomain?")]
    [InlineData("ScimProxy:Tenants:default:usernameformats", "ScimProxy:Tenants:default:usernameformats is not a setting: did you mean UserNameFormat?")]
    [InlineData(
        "ScimProxy:Tenants:default:Capabilities:DeleteUser", "ScimProxy:Tenants:default:Capabilities:DeleteUser is not a setting: did you mean DeleteUsers?")]
    [InlineData("ScimProxy:Tenants:default:Capability:DeleteUsers", "ScimProxy:Tenants:default:Capability is not a setting: did you mean Capabilities?")]
    [InlineData("ScimProxy:Management:Uri", "ScimProxy:Management:Uri is not a setting: did you mean Url?")]
    [InlineData("ScimProxy:Tenant:default", "ScimProxy:Tenant is not a setting: did you mean Tenants?")]
    public void AMisspeltKey_IsAMistake_WithTheNearestName(string key, string mistake) =>
        Assert.Equal(mistake, Assert.Single(Mistakes(($"{Tenant}:EgnyteDomain", "acme"), (key, "x"))));

    [Theory]
    [InlineData("ScimProxy:TrustedProxies", "10.0.0.0/8", "takes a list: write ScimProxy:TrustedProxies:0")]
    [InlineData("ScimProxy:Tenants:default:UserNameDomains", "example.com", "takes a list: write ScimProxy:Tenants:default:UserNameDomains:0")]
    [InlineData("ScimProxy:PublicUrl:0", "https://scim.example.com", "takes one value, not a section")]
    [InlineData("ScimProxy:Management", "http://127.0.0.1:9090", "takes a section")]
    [InlineData("ScimProxy:Tenants:acme", "acme", "takes a section")]
    [InlineData("ScimProxy:Tenants:default:Capabilities", "false", "takes a section")]
    [InlineData("ScimProxy:Tenants:default:Capabilities:DeleteUsers:0", "false", "takes one value, not a section")]
    public void AValueOfTheWrongShape_IsAMistake(string key, string value, string mistake) =>
        Assert.Contains(
            mistake,
            Assert.Single(ConfigurationKeys.FindUnknown(Read(($"{Tenant}:EgnyteDomain", "acme"), (key, value)).GetSection(ScimProxyOptions.Section))),
            StringComparison.Ordinal);

    public static TheoryData<string, string> WrongShapes()
    {
        string[] values = ["null", "5", "true", "\"\"", "\"x\\u0000\"", "[]", "[null]", "[\"x\"]", "[{\"a\":\"b\"}]", "{}", "{\"a\":\"b\"}", "{\"a\":null}"];
        string[] keys =
        [
            "", .. ConfigurationKeys.TopLevel, .. ConfigurationKeys.Management.Select(key => $"Management:{key}"), "Tenants:default",
            "Tenants:default:Capabilities:ListUsers",
            .. ConfigurationKeys.Tenant.Select(key => $"Tenants:default:{key}"),
        ];
        return [.. from key in keys from value in values select (key, value)];
    }

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public void AnyJsonValue_UnderAnyKey_IsTakenOrReported(string key, string value)
    {
        var json = key.Split(':', StringSplitOptions.RemoveEmptyEntries).Reverse().Aggregate(value, (inner, name) => $$"""{"{{name}}":{{inner}}}""");

        // By the real builder: its generated binder differs from the one that reflects.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Configuration.AddConfiguration(Configured.ReadJson($$"""{"ScimProxy":{{json}}}"""));
        using var app = (IDisposable)builder.AddScimProxy().Build();
        var invalid = Record.Exception(() => ((WebApplication)app).Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value);

        IEnumerable<string> mistakes = invalid is null ? [] : Assert.IsType<OptionsValidationException>(invalid).Failures;
        Assert.All(mistakes, mistake => Assert.Contains("ScimProxy", mistake, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        """{"Tenants":[{"EgnyteDomain":"acme"},{"EgnyteDomain":"umbrella"}]}""",
        "ScimProxy:Tenants:0 is an entry of a list",
        "ScimProxy:Tenants:1 is an entry of a list")]
    [InlineData("""{"Tenants":[{"EgnyteDomain":"acme"}]}""", "ScimProxy:Tenants:0 is an entry of a list")]
    [InlineData("""{"Tenants":{"2026":{"EgnyteDomain":"acme"}}}""")]
    [InlineData(
        """{"Tenants":{"default":{"EgnyteDomain":"acme","UserNameDomains":[{"name":"example.com"}]}}}""",
        "ScimProxy:Tenants:default:UserNameDomains:0 is no text")]
    [InlineData(
        """{"Tenants":{"default":{"EgnyteDomain":"acme"}},"TrustedProxies":["10.0.0.0/8",{"cidr":"192.0.2.0/24"}]}""", "ScimProxy:TrustedProxies:1 is no text")]
    [InlineData(
        """{"Tenants":{"default":{"EgnyteDomain":"acme","Profile":null,"GroupPatchForm":null}}}""",
        "ScimProxy:Tenants:default:Profile (\"\") is not one of",
        "ScimProxy:Tenants:default:GroupPatchForm (\"\") is not one of")]
    public void AList_WhereAnObjectBelongs_IsReported(string proxy, params string[] expected)
    {
        var mistakes = Mistakes(Configured.ReadJson($$"""{"ScimProxy":{{proxy}}}"""));

        Assert.Equal(expected.Length, mistakes.Count);
        Assert.All(expected.Zip(mistakes), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("EgnyteDomain", "acme\n")]
    [InlineData("EgnyteDomain", "acme\r\n")]
    [InlineData("EgnyteDomain", "exämple")]
    [InlineData("UserNameDomains:0", "example.com\n")]
    [InlineData("TransientStatus", "429\n")]
    [InlineData("CallsPerDay", "5\n")]
    public void AValue_WithATrailingNewline_IsAMistake(string key, string value) =>
        Assert.NotEmpty(
            Mistakes(
                ($"{Tenant}:Profile", "okta"),
                ($"{Tenant}:{(key == "EgnyteDomain" ? "Capabilities:ListUsers" : "EgnyteDomain")}", key == "EgnyteDomain" ? "true" : "acme"),
                ($"{Tenant}:{key}", value)));

    [Fact]
    public void ATenantsName_WithATrailingNewline_IsAMistake() => Assert.NotEmpty(Mistakes(("ScimProxy:Tenants:acme\n:EgnyteDomain", "acme")));

    [Fact]
    public void Keys_AreReadInAnyCase() =>
        Assert.Empty(
            Mistakes(
                ("SCIMPROXY:TENANTS:DEFAULT:EGNYTEDOMAIN", "acme"),
                ("SCIMPROXY:MANAGEMENT:URL", "http://127.0.0.1:9090"),
                ("scimproxy:trustedproxies:0", "10.0.0.0/8")));

    [Theory]
    [InlineData("acme", true)]
    [InlineData("acme.egnytegov.com", true)]
    [InlineData("-acme", false)]
    [InlineData("acme..com", false)]
    [InlineData("acme/x", false)]
    [InlineData("acme.com:443", false)]
    public void ADomain_IsALabelOrAHostName(string domain, bool valid) => Assert.Equal(valid, Mistakes(($"{Tenant}:EgnyteDomain", domain)).Count == 0);

    [Theory]
    [InlineData("https://egnyte.example.com", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://localhost:8080/", true)]
    [InlineData("http://egnyte.example.com", false)]
    [InlineData("https://egnyte.example.com/pubapi", false)]
    [InlineData("https://user:secret@egnyte.example.com", false)]
    [InlineData("ftp://egnyte.example.com", false)]
    public void AnAddress_IsHttpsOrOnLoopback(string address, bool valid) => Assert.Equal(valid, Mistakes(($"{Tenant}:EgnyteBaseAddress", address)).Count == 0);

    /// <summary>Each call goes to this address: what surrounds it is cut off, and a host has one form in ASCII.</summary>
    [Theory]
    [InlineData("EgnyteBaseAddress", "https://egnyte.example.com\n", "https://egnyte.example.com/")]
    [InlineData("EgnyteBaseAddress", "https://egnyte.example.com/\r\n", "https://egnyte.example.com/")]
    [InlineData("EgnyteBaseAddress", " https://egnyte.example.com ", "https://egnyte.example.com/")]
    [InlineData("EgnyteBaseAddress", "https://ex\u00e4mple.com", "https://xn--exmple-cua.com/")]
    [InlineData("EgnyteBaseAddress", "https://egnyte\n.example.com", null)]
    [InlineData("EgnyteBaseAddress", "https://egnyte .example.com", null)]
    [InlineData("EgnyteBaseAddress", "https://egnyte.example.com\r\nX-Header: x", null)]
    [InlineData("EgnyteBaseAddress", "https://egnyte.example.com/\u00e4", null)]
    [InlineData("EgnyteDomain", "acme ", null)]
    [InlineData("EgnyteDomain", "acme\r", null)]
    [InlineData("EgnyteDomain", "acme.example.com\n", null)]
    [InlineData("EgnyteDomain", "ex\u00e4mple.com", null)]
    [InlineData("EgnyteDomain", "a cme", null)]
    public void AnAddressOfEgnyte_WithOddCharacters_IsNormalizedOrAMistake(string key, string value, string? address)
    {
        (string, string)[] settings = [($"{Tenant}:{key}", value)];

        Assert.Equal(address is null, Mistakes(settings).Count > 0);
        if (address is not null)
        {
            Assert.Equal(address, TenantFactory.AddressOf(Options(Read(settings)).Tenants["default"]).AbsoluteUri);
        }
    }

    [Theory]
    [InlineData("acme", true)]
    [InlineData("acme-2_x", true)]
    [InlineData("scim", false)]
    [InlineData("HEALTH", false)]
    [InlineData("a.b", false)]
    [InlineData("a b", false)]
    public void ATenantsName_IsAPathSegmentThatHidesNothing(string name, bool valid) =>
        Assert.Equal(valid, Mistakes(($"ScimProxy:Tenants:{name}:EgnyteDomain", "acme")).Count == 0);

    [Theory]
    [InlineData("http://127.0.0.1:9090", true)]
    [InlineData("http://*:9090", true)]
    [InlineData("https://127.0.0.1:9090", false)]
    [InlineData("http://127.0.0.1:9090/health", false)]
    public void TheManagementAddress_IsHttpWithoutAPath(string url, bool valid) =>
        Assert.Equal(valid, Mistakes(($"{Tenant}:EgnyteDomain", "acme"), ("ScimProxy:Management:Url", url)).Count == 0);
}
