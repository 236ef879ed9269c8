namespace Egnyte.ScimProxy.Simulator;

/// <summary>How a simulated Egnyte starts; <see cref="SimulatorControls"/> changes most of it while it runs.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Where the imitated Egnyte API listens.</summary>
    /// <value>The default is a free port of 127.0.0.1.</value>
    public string Url { get; set; } = "http://127.0.0.1:0";

    /// <summary>Where the control API listens, apart from the imitated one.</summary>
    /// <value>The default is a free port of 127.0.0.1.</value>
    public string ControlUrl { get; set; } = "http://127.0.0.1:0";

    /// <summary>The access token that the token endpoint hands out.</summary>
    /// <value>The default is <c>egnyte-demo-token</c>.</value>
    public string Token { get; set; } = "egnyte-demo-token";

    /// <summary>Further access tokens, each with its own rate limit and quota.</summary>
    public IReadOnlyList<string> Tokens { get; set; } = [];

    /// <summary>The password that the token endpoint takes for every active administrator.</summary>
    /// <value>The default is <c>egnyte-demo-password</c>.</value>
    public string Password { get; set; } = "egnyte-demo-password";

    /// <summary>Calls a second that one token may make.</summary>
    /// <value>The default is 2, as Egnyte has it.</value>
    public int CallsPerSecond { get; set; } = 2;

    /// <summary>Calls a day (UTC) that one token may make.</summary>
    /// <value>The default is 1,000, as Egnyte has it.</value>
    public int CallsPerDay { get; set; } = 1000;

    /// <summary>How long every call is held before it takes effect.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan Latency { get; set; } = TimeSpan.Zero;

    /// <summary>How much longer a call may be held, by chance.</summary>
    /// <value>The default is zero.</value>
    public TimeSpan Jitter { get; set; } = TimeSpan.Zero;

    /// <summary>Where the chance begins: the same seed holds the same calls equally long.</summary>
    /// <value>The default is 1.</value>
    public int JitterSeed { get; set; } = 1;

    /// <summary>How Egnyte behaves where sources disagree.</summary>
    /// <value>The default is <see cref="SimulatorDialect.Default"/>.</value>
    public SimulatorDialect Dialect { get; set; } = SimulatorDialect.Default;

    /// <summary>The clock of rate limit, quota, latency, outages and dates.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Whether the domain starts with invented users and groups.</summary>
    /// <value>The default is true.</value>
    public bool SeedPeople { get; set; } = true;

    /// <summary>Whether calls are recorded; a benchmark turns it off.</summary>
    /// <value>The default is true.</value>
    public bool RecordCalls { get; set; } = true;
}
