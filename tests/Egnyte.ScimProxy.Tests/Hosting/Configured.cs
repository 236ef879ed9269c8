using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Mapping;
using Microsoft.Extensions.Configuration;

namespace Egnyte.ScimProxy.Tests.Hosting;

/// <summary>Settings as an operator writes them, bound and checked as at start.</summary>
internal static class Configured
{
    public static IReadOnlyList<string> Mistakes(params (string Key, string Value)[] settings) =>
        Mistakes(Read(settings));

    public static IConfiguration Read(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();

    public static IReadOnlyList<string> Mistakes(IConfiguration configuration) =>
        [.. new ScimProxyOptionsValidator(configuration, new ProfileReading(new ProfileLibrary(configuration["ScimProxy:ProfilesPath"]))).Validate(null, Options(configuration)).Failures ?? []];

    public static ScimProxyOptions Options(IConfiguration configuration) => configuration.GetSection(ScimProxyOptions.Section).Get<ScimProxyOptions>() ?? new ScimProxyOptions();
}
