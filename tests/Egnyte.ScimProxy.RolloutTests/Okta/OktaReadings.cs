
namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>The readings of Okta's documentation that a rollout runs under.</summary>
internal static class OktaReadings
{
    /// <summary>All four combinations where <see cref="Exhaustive"/> is on. By default two of them, in which each reading occurs once.</summary>
    public static IEnumerable<(LaterWaits LaterWaits, Resumption Resumption)> Of(bool isTaskWhereDoubled) =>
        from laterWaits in Enum.GetValues<LaterWaits>()
        from resumption in Enum.GetValues<Resumption>()
        where Exhaustive.IsOn || (laterWaits is LaterWaits.Doubled == resumption is Resumption.Task) == isTaskWhereDoubled
        select (laterWaits, resumption);
}
