using Egnyte.ScimProxy.Hosting;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>The folder with the operator's profiles: the one that the command line names, else the one that a proxy started here would use.</summary>
internal static class ProfilesFolder
{
    public static string? Of(string? option, TextWriter errors)
    {
        if (option is not null)
        {
            return option;
        }

        try
        {
            using var configuration = (ConfigurationRoot)new ConfigurationBuilder()
                .SetBasePath(Directory.GetCurrentDirectory())
                .AddJsonFile("appsettings.json", optional: true)
                .AddEnvironmentVariables()
                .Build();
            return configuration[$"{ScimProxyOptions.Section}:{nameof(ScimProxyOptions.ProfilesPath)}"] is { Length: > 0 } folder ? folder : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"appsettings.json is not read ({broken.Message}): name the folder with --profiles.");
            return null;
        }
    }
}
