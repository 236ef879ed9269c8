namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>When a fault strikes.</summary>
internal enum FaultPointMode
{
    /// <summary>One call fails.</summary>
    Once,

    /// <summary>That call and every one after it.</summary>
    FromThenOn,

    /// <summary>Every call of that one's route: writes fail, reads do not.</summary>
    ItsRoute,
}

/// <param name="Mode">How often.</param>
/// <param name="Place">0 for the first call that the operation makes when nothing fails.</param>
internal sealed record FaultPoint(FaultPointMode Mode, int Place)
{
    public static IEnumerable<FaultPoint> Of(ScimOperation operation, Fault fault) =>
        from place in Enumerable.Range(0, operation.Calls.Length)
        from mode in Enum.GetValues<FaultPointMode>()
        where mode is not FaultPointMode.ItsRoute || (operation.Calls[place] > CallKind.ReadRow && !fault.NeverArrives)
        select new FaultPoint(mode, place);
}
