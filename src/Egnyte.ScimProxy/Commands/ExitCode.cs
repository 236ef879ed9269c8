namespace Egnyte.ScimProxy.Commands;

/// <summary>What the program's exit codes mean, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A request would be rejected, or two profiles differ.</summary>
    public const int Mistakes = 1;

    /// <summary>Configuration, a profile or arguments are wrong, a file cannot be read, or a proxy that was asked is not ready.</summary>
    public const int NotDone = 2;
}
