namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>Starts a program as a user to whom the modes of files apply.</summary>
internal static class AnyUser
{
    // Root may read every file; without these two capabilities it is a user like any other.
    private static readonly string[] WithoutCapabilities =
    [
        "setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search",
    ];

    /// <summary>False where the tests run as root and cannot give its privileges up.</summary>
    public static bool IsPossible { get; } = !OperatingSystem.IsWindows() && (!Environment.IsPrivilegedProcess || File.Exists("/usr/bin/setpriv"));

    /// <summary>What stands before the program on its command line.</summary>
    public static string[] Prefix => Environment.IsPrivilegedProcess && IsPossible ? WithoutCapabilities : [];
}
