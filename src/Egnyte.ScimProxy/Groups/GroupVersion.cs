using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The version of a group: its name and who is in it. Unknown where Egnyte's answer has no members.</summary>
internal static class GroupVersion
{
    public static string? Of(EgnyteGroup group)
    {
        if (group.Members is not { } members)
        {
            return null;
        }

        var ids = members.Select(member => member.Value).Order().ToArray();
        return ContentVersion.Tag(ContentVersion.Hash(group.Id, group.DisplayName, ContentVersion.Hash(ids).ToString("x16", null)));
    }
}
