using Egnyte.ScimProxy.Simulator.Dialect;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>
/// How a simulated Egnyte behaves wherever public sources on the real one disagree or are silent. Each default is what the better
/// sources have; the README names the sources of every setting.
/// </summary>
public sealed record SimulatorDialect
{
    /// <summary>Every default.</summary>
    public static SimulatorDialect Default { get; } = new();

    /// <summary>Each switch by its name in <c>With</c> and the control API, and its settings, the default first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Switches { get; } = DialectSwitch.All.ToDictionary(
        known => known.Name, known => (IReadOnlyList<string>)known.Settings, StringComparer.OrdinalIgnoreCase);

    /// <summary>What "too many calls" looks like: 403 with X-Mashery-Error-Code, or 429 with JSON.</summary>
    /// <value>The default is 403.</value>
    public int ThrottleStatus { get; init; } = 403;

    /// <summary>The status of what exists already: 409, 400, or 405 to a POST (a PATCH or PUT then says 409).</summary>
    /// <value>The default is 409.</value>
    public int DuplicateStatus { get; init; } = 409;

    /// <summary>The status of a DELETE: 200 or 204.</summary>
    /// <value>The default is 200.</value>
    public int DeleteStatus { get; init; } = 200;

    /// <summary>The status of a group's creation: 201 or 200.</summary>
    /// <value>The default is 201.</value>
    public int GroupCreateStatus { get; init; } = 201;

    /// <summary>What a PATCH of a group does.</summary>
    /// <value>The default is <see cref="GroupPatchRule.Delta"/>.</value>
    public GroupPatchRule GroupPatch { get; init; } = GroupPatchRule.Delta;

    /// <summary>Whether the answer to a group's PATCH or PUT leaves the members out.</summary>
    /// <value>The default is false.</value>
    public bool ShortGroupAnswers { get; init; }

    /// <summary>Whether the rows of the groups list hold the members.</summary>
    /// <value>The default is false.</value>
    public bool WholeGroupRows { get; init; }

    /// <summary>Whether the rows of the users list hold the groups.</summary>
    /// <value>The default is false.</value>
    public bool WholeUserRows { get; init; }

    /// <summary>Whether a list is <c>Resources</c> instead of <c>resources</c>.</summary>
    /// <value>The default is false.</value>
    public bool CapitalResources { get; init; }

    /// <summary>Whether numbers and booleans are sent as strings.</summary>
    /// <value>The default is false.</value>
    public bool ScalarsAsText { get; init; }

    /// <summary>Whether JSON is sent as text/plain.</summary>
    /// <value>The default is false.</value>
    public bool PlainText { get; init; }

    /// <summary>Whether users lack what fixtures of 2019 lack: role, language, isServiceAccount, dates and groups.</summary>
    /// <value>The default is false.</value>
    public bool FewerFields { get; init; }

    /// <summary>The shape of the body of an error.</summary>
    /// <value>The default is <see cref="ErrorShape.Usual"/>.</value>
    public ErrorShape Errors { get; init; } = ErrorShape.Usual;

    /// <summary>Whether a count above 100 is taken as 100 instead of refused.</summary>
    /// <value>The default is false.</value>
    public bool ClampsCount { get; init; }

    /// <summary>Whether a user name is made lower case when it is created, not at its first update.</summary>
    /// <value>The default is false.</value>
    public bool LowersUserNameAtOnce { get; init; }

    /// <summary>Whether an externalId and an idpUserId that are null stay so at an update instead of becoming empty.</summary>
    /// <value>The default is false.</value>
    public bool KeepsNulls { get; init; }

    /// <summary>Whether an active user keeps the old e-mail address, with <c>emailChangePending</c>, as if a new one had to be confirmed.</summary>
    /// <value>The default is false.</value>
    public bool HoldsNewEmail { get; init; }

    /// <summary>Whether answers lack the headers that say where a token stands.</summary>
    /// <value>The default is false.</value>
    public bool HidesQuota { get; init; }

    /// <summary>Whether a throttled call counts in <c>X-Accesstoken-Quota-Current</c> and in the daily quota.</summary>
    /// <value>The default is false.</value>
    public bool CountsThrottledCalls { get; init; }

    /// <summary>Whether calls are limited per clock second instead of in any second.</summary>
    /// <value>The default is false.</value>
    public bool HasFixedWindow { get; init; }

    /// <summary>This dialect with other settings, such as <c>throttle=429 duplicate=405</c>, apart by spaces, commas or <c>&amp;</c>.</summary>
    /// <exception cref="ArgumentException">A switch or a setting is not known; the message names what is.</exception>
    public SimulatorDialect With(string settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var dialect = this;
        foreach (var setting in settings.Split([' ', ',', '&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = setting.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0
                ? (setting[..equals], setting[(equals + 1)..])
                : (setting, "");
            dialect = dialect.With(name, value);
        }

        return dialect;
    }

    /// <summary>This dialect with one switch set.</summary>
    /// <exception cref="ArgumentException">The switch or the setting is not known; the message names what is.</exception>
    public SimulatorDialect With(string name, string setting) => DialectSwitch.Named(name).Set(this, setting);

    /// <summary>Every switch and its setting.</summary>
    public IReadOnlyDictionary<string, string> Settings() =>
        DialectSwitch.All.ToDictionary(known => known.Name, known => known.Read(this), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is not at its default, as <see cref="With(string)"/> takes it.</summary>
    public override string ToString() =>
        string.Join(' ', DialectSwitch.All.Where(known => known.Read(this) != known.Settings[0]).Select(known => $"{known.Name}={known.Read(this)}"));
}
