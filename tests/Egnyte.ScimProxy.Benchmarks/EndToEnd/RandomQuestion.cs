namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>The same sequence for every server, a different one for each connection and round; xorshift, cheaper than a lock.</summary>
internal struct RandomQuestion(int round, int connection)
{
    private uint _state = (uint)HashOf(round, connection) | 1;

    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)((ulong)_state * (uint)below >> 32);
    }

    // Not HashCode.Combine, which differs from run to run.
    private static int HashOf(int round, int connection) => unchecked((((round + 1) * 486187739) + connection + 1) * 16777619);
}
