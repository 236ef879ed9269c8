using System.Globalization;

namespace Egnyte.ScimProxy.Simulator.Dialect;

/// <summary>One property of <see cref="SimulatorDialect"/> in words.</summary>
internal sealed record DialectSwitch(
    string Name, string[] Settings, Func<SimulatorDialect, string> Read, Func<SimulatorDialect, string, SimulatorDialect> Change)
{
    public static IReadOnlyList<DialectSwitch> All { get; } =
    [
        Status("throttle", [403, 429], it => it.ThrottleStatus, (it, status) => it with { ThrottleStatus = status }),
        Status("duplicate", [409, 405, 400], it => it.DuplicateStatus, (it, status) => it with { DuplicateStatus = status }),
        Status("delete", [200, 204], it => it.DeleteStatus, (it, status) => it with { DeleteStatus = status }),
        Status("groupCreate", [201, 200], it => it.GroupCreateStatus, (it, status) => it with { GroupCreateStatus = status }),
        Word<GroupPatchRule>("groupPatch", it => it.GroupPatch, (it, rule) => it with { GroupPatch = rule }),
        Flag("groupAnswer", "whole", "short", it => it.ShortGroupAnswers, (it, on) => it with { ShortGroupAnswers = on }),
        Flag("groupRows", "short", "whole", it => it.WholeGroupRows, (it, on) => it with { WholeGroupRows = on }),
        Flag("userRows", "short", "whole", it => it.WholeUserRows, (it, on) => it with { WholeUserRows = on }),
        Flag("list", "resources", "Resources", it => it.CapitalResources, (it, on) => it with { CapitalResources = on }),
        Flag("scalars", "typed", "text", it => it.ScalarsAsText, (it, on) => it with { ScalarsAsText = on }),
        Flag("contentType", "json", "text", it => it.PlainText, (it, on) => it with { PlainText = on }),
        Flag("fields", "all", "2019", it => it.FewerFields, (it, on) => it with { FewerFields = on }),
        Word<ErrorShape>("errors", it => it.Errors, (it, shape) => it with { Errors = shape }),
        Flag("count", "refuse", "clamp", it => it.ClampsCount, (it, on) => it with { ClampsCount = on }),
        Flag("userName", "lowerOnUpdate", "lowerOnCreate", it => it.LowersUserNameAtOnce, (it, on) => it with { LowersUserNameAtOnce = on }),
        Flag("nulls", "emptied", "kept", it => it.KeepsNulls, (it, on) => it with { KeepsNulls = on }),
        Flag("email", "atOnce", "pending", it => it.HoldsNewEmail, (it, on) => it with { HoldsNewEmail = on }),
        Flag("quotaHeaders", "sent", "absent", it => it.HidesQuota, (it, on) => it with { HidesQuota = on }),
        Flag("throttledCalls", "uncounted", "counted", it => it.CountsThrottledCalls, (it, on) => it with { CountsThrottledCalls = on }),
        Flag("window", "sliding", "fixed", it => it.HasFixedWindow, (it, on) => it with { HasFixedWindow = on }),
    ];

    public static DialectSwitch Named(string name) =>
        All.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"'{name}' is not a switch; switches: {string.Join(", ", All.Select(known => known.Name))}.", nameof(name));

    public SimulatorDialect Set(SimulatorDialect dialect, string setting) =>
        Settings.Contains(setting)
            ? Change(dialect, setting)
            : throw new ArgumentException($"{Name} ('{setting}') must be {string.Join(" or ", Settings)}.", nameof(setting));

    private static DialectSwitch Status(
        string name, int[] statuses, Func<SimulatorDialect, int> read, Func<SimulatorDialect, int, SimulatorDialect> change) => new(
        name,
        [.. statuses.Select(Text)],
        dialect => Text(read(dialect)),
        (dialect, word) => change(dialect, int.Parse(word, CultureInfo.InvariantCulture)));

    private static DialectSwitch Flag(
        string name, string off, string on, Func<SimulatorDialect, bool> read, Func<SimulatorDialect, bool, SimulatorDialect> change) =>
        new(name, [off, on], dialect => read(dialect) ? on : off, (dialect, word) => change(dialect, word == on));

    private static DialectSwitch Word<T>(string name, Func<SimulatorDialect, T> read, Func<SimulatorDialect, T, SimulatorDialect> change)
        where T : struct, Enum => new(
        name,
        [.. Enum.GetValues<T>().Select(Text)],
        dialect => Text(read(dialect)),
        (dialect, word) => change(dialect, Enum.Parse<T>(word, ignoreCase: true)));

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string Text<T>(T value)
        where T : struct, Enum => value.ToString() is var text ? char.ToLowerInvariant(text[0]) + text[1..] : "";
}
