using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Profiles;
using Microsoft.Extensions.Configuration;

namespace Egnyte.ScimProxy.Tests.Hosting;

/// <summary>Settings as an operator writes them, bound and checked as at start.</summary>
internal static class Configured
{
    public static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] settings) =>
        Mistakes(Read(settings));

    /// <summary>The same from the text of an appsettings.json.</summary>
    public static IConfiguration ReadJson(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();

    public static IConfiguration Read(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    public static IReadOnlyList<string> Mistakes(IConfiguration configuration) =>
        [
            .. new ScimProxyOptionsValidator(configuration, new CompiledProfiles(new ProfileLibrary(configuration["ScimProxy:ProfilesPath"])))
                .Validate(null, Options(configuration)).Failures
                ?? [],
            .. new ListeningAddresses(configuration).Mistakes,
        ];

    public static ScimProxyOptions Options(IConfiguration configuration)
    {
        var options = configuration.GetSection(ScimProxyOptions.Section).Get<ScimProxyOptions>() ?? new ScimProxyOptions();
        options.ReadTenants(configuration);
        return options;
    }
}
