using Egnyte.ScimProxy.EgnyteApi.Caching;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>
/// How a tenant's group PATCH is spoken, and whether it keeps members that a request does not name: set, or seen by this process
/// (behaviour.md §3). Public sources disagree on it. What was seen saves calls, and is never unlearned.
/// </summary>
internal sealed class GroupPatchSemantics(GroupPatchForm setting)
{
    private readonly bool _isOff = EgnyteCaching.IsOff;
    private volatile bool _seen;

    public GroupPatchForm Setting => setting;

    /// <summary>Whether a change needs no reading before it.</summary>
    public bool KeepsOthers => setting is GroupPatchForm.Delta or GroupPatchForm.PatchOp || (setting is GroupPatchForm.Auto && _seen);

    /// <summary>Called with an answer that shows all of the change.</summary>
    public void Learn(IReadOnlySet<long> before, GroupChange change, IReadOnlySet<long> after)
    {
        // A rename names no members, and a change that was so already may have been ignored: neither shows what a change of members does.
        if (!_isOff && !change.IsDoneIn(before) && before.Any(member => !change.Names(member) && after.Contains(member)))
        {
            _seen = true;
        }
    }
}
