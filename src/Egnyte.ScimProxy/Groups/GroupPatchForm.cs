namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// Whether Egnyte's group PATCH is known to keep members that a request does not name. Public sources disagree; until this process
/// has seen it, a change is preceded by a read, so that what a wholesale replacement lost can be put back (behaviour.md §3).
/// </summary>
internal sealed class GroupPatchForm
{
    private volatile bool _keepsOthers;

    public bool KeepsOthers => _keepsOthers;

    public void Learn(IReadOnlySet<long> before, GroupChange change, IReadOnlySet<long> after)
    {
        // A rename names no members: that it kept them does not show what a change of members does.
        if (change.Added.Count + change.Removed.Count > 0 && before.Any(member => after.Contains(member) && !change.Added.Contains(member)))
        {
            _keepsOthers = true;
        }
    }
}
