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
        Assert.All(
            TenantSettingsFormat.All,
            setting => Assert.Contains(proxy.GetSection("Tenants").GetChildren(), tenant => tenant.GetSection(setting.Key).Exists()));
    }

    [Fact]
    public void TheSample_SaysOfEverySettingWhatItDoesAndItsDefault()
    {
        var lines = File.ReadAllLines(Sample);
        string[] settings =
        [
            .. NamesOf<ScimProxyOptions>().Except(["Management"]), .. NamesOf<ManagementOptions>(),
            .. TenantSettingsFormat.All.Select(setting => setting.Key.Split(':')[^1]),
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

        Assert.All(TenantSettingsFormat.All.Where(setting => setting.Default is not null), setting =>
        {
            var at = Array.FindIndex(lines, line => line.TrimStart().StartsWith($"\"{setting.Key.Split(':')[^1]}\":", StringComparison.Ordinal));
            var standard = setting.IsOfProfile ? $"the profile's, else {setting.Default}" : setting.Default;
            Assert.EndsWith($"Default: {standard}.", lines[at - 1], StringComparison.Ordinal);
            Assert.All(setting.Words, word => Assert.Contains(word, lines[at - 1], StringComparison.Ordinal));
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
