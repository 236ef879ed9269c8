namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>Egnyte says no: thrown by rules, answered by the one door in <see cref="PublicApi"/>.</summary>
#pragma warning disable CA1032, CA1064 // It carries an answer and never leaves this library.
internal sealed class RefusedException(Answer answer) : Exception
#pragma warning restore CA1032, CA1064
{
    public Answer Answer { get; } = answer;
}
