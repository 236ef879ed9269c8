using System.Reflection;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Hosting;
using Microsoft.Extensions.Configuration;

namespace Egnyte.ScimProxy.Tests;

/// <summary>appsettings.sample.json is what an operator starts from: it must be true and whole.</summary>
public sealed partial class SampleConfigurationTests
{
    private static readonly string[] Sections = ["Kestrel", "Logging", ScimProxyOptions.Section];

    private static readonly string Sample = Path.Combine(Root(), "appsettings.sample.json");

    private static readonly IConfigurationRoot Configuration = new ConfigurationBuilder().AddJsonFile(Sample).Build();

    [Fact]
    public void TheSample_IsValid() => Assert.Empty(Configured.Mistakes(Configuration));

    [Fact]
    public void TheSample_HoldsNoUnknownKey()
    {
        Assert.Empty(ConfigurationKeys.FindUnknown(Configuration.GetSection(ScimProxyOptions.Section)));
        Assert.Empty(Configuration.GetChildren().Select(section => section.Key).Except(Sections));
    }

    [Fact]
    public void TheSample_MentionsEveryOption()
    {
        var proxy = Configuration.GetSection(ScimProxyOptions.Section);

        Assert.Empty(NamesOf<ScimProxyOptions>().Except(KeysOf(proxy)));
        Assert.Empty(NamesOf<ManagementOptions>().Except(KeysOf(proxy.GetSection("Management"))));
        Assert.Empty(NamesOf<TenantOptions>().Except(proxy.GetSection("Tenants").GetChildren().SelectMany(KeysOf)));
        Assert.Empty(
            Enum.GetNames<Capability>().Except(proxy.GetSection("Tenants").GetChildren().SelectMany(tenant => KeysOf(tenant.GetSection("Capabilities")))));
    }

    [Fact]
    public void TheSample_SaysOfEverySettingWhatItDoesAndItsDefault()
    {
        var lines = File.ReadAllLines(Sample);
        string[] settings =
        [
            .. NamesOf<ScimProxyOptions>().Except(["Tenants", "Management"]), .. NamesOf<ManagementOptions>(),
            .. NamesOf<TenantOptions>().Except(["Capabilities"]), .. Enum.GetNames<Capability>(),
        ];

        Assert.All(settings, setting =>
        {
            var at = Array.FindIndex(lines, line => line.TrimStart().StartsWith($"\"{setting}\":", StringComparison.Ordinal));
            Assert.Matches(Comment(), lines[at - 1]);
        });
    }

    [Fact]
    public void TheDefaults_AreThoseOfTheCode()
    {
        var lines = File.ReadAllLines(Sample);
        var defaults = new TenantOptions();

        var texts = typeof(TenantOptions).GetProperties().Where(property => property.PropertyType == typeof(string) && property.GetValue(defaults) is not null);

        Assert.All(texts, property =>
        {
            var at = Array.FindIndex(lines, line => line.TrimStart().StartsWith($"\"{property.Name}\":", StringComparison.Ordinal));
            Assert.EndsWith($"Default: {property.GetValue(defaults)}.", lines[at - 1], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TheSample_HoldsNoSecret() =>
        Assert.DoesNotMatch("(?i)token|secret|password", string.Join('\n', Configuration.AsEnumerable().Select(entry => $"{entry.Key}={entry.Value}")));

    private static IEnumerable<string> NamesOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

    private static IEnumerable<string> KeysOf(IConfigurationSection section) => section.GetChildren().Select(child => child.Key);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && directory.GetFiles("*.sln").Length == 0)
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("No .sln above the tests.");
    }

    [GeneratedRegex(@"^\s*// .{10,} (Default: .+|Required.*)\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}
