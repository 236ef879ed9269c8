namespace Egnyte.ScimProxy.Commands;

/// <summary>What the program's exit codes mean, for scripts.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was looked at has mistakes: a profile with errors, a request that would be refused; or two profiles differ.</summary>
    public const int Mistakes = 1;

    /// <summary>Configuration or arguments are wrong, a file cannot be read, or a proxy that was asked is not ready.</summary>
    public const int NotDone = 2;
}
