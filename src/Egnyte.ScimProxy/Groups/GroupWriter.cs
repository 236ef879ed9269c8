using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Groups;

/// <summary>A group as one answer shows it.</summary>
/// <param name="Group">What Egnyte has.</param>
/// <param name="BaseUrl">Where the tenant's SCIM service begins.</param>
/// <param name="Selection">The attributes asked for; null for all.</param>
/// <param name="Version">The entity tag; null in a list, and where the members are not known.</param>
internal readonly record struct GroupView(EgnyteGroup Group, string BaseUrl, AttributeSelection? Selection, string? Version = null);

/// <summary>Egnyte to SCIM for groups, straight into the answer.</summary>
internal static class GroupWriter
{
    private static readonly AttributePath DisplayName = AttributePath.Parse("displayName");
    private static readonly AttributePath Members = AttributePath.Parse("members");
    private static readonly AttributePath MemberValue = AttributePath.Parse("members.value");
    private static readonly AttributePath MemberReference = AttributePath.Parse("members.$ref");
    private static readonly AttributePath MemberDisplay = AttributePath.Parse("members.display");
    private static readonly AttributePath MemberType = AttributePath.Parse("members.type");
    private static readonly AttributePath Meta = AttributePath.Parse("meta");
    private static readonly AttributePath ResourceType = AttributePath.Parse("meta.resourceType");
    private static readonly AttributePath Location = AttributePath.Parse("meta.location");
    private static readonly AttributePath Version = AttributePath.Parse("meta.version");

    public static GroupView View(EgnyteGroup group, ScimCall call) => new(call.Mapping.Profile.Groups.AsShown(group), call.BaseUrl, call.Selection);

    /// <summary>An answer of its own, which has a version.</summary>
    public static ScimAnswer Answer(int status, EgnyteGroup group, ScimCall call)
    {
        var version = GroupVersion.Of(group);
        return new JsonAnswer<GroupView>(status, View(group, call) with { Version = version }, Write, LocationOf(group, call), version);
    }

    public static string LocationOf(EgnyteGroup group, ScimCall call) => $"{call.BaseUrl}/Groups/{group.Id}";

    /// <summary>The whole resource as a client sees it: what a filter or a sorting is held against.</summary>
    public static JsonElement Show(EgnyteGroup group, ScimCall call) => JsonBuffer.ToElement(View(group, call) with { Selection = null }, Write);

    public static void Write(Utf8JsonWriter writer, GroupView view)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.Group);
        writer.WriteEndArray();
        writer.WriteString("id"u8, view.Group.Id);
        if (Shows(view, DisplayName))
        {
            writer.WriteString("displayName"u8, view.Group.DisplayName);
        }

        if (Shows(view, Members) && view.Group.Members is { } members)
        {
            WriteMembers(writer, members, view);
        }

        if (Shows(view, Meta))
        {
            WriteMeta(writer, view);
        }

        writer.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter writer, in GroupView view)
    {
        writer.WriteStartObject("meta"u8);
        if (Shows(view, ResourceType))
        {
            writer.WriteString("resourceType"u8, "Group"u8);
        }

        if (Shows(view, Location))
        {
            JsonLocation.Write(writer, view.BaseUrl, "/Groups/", view.Group.Id);
        }

        if (view.Version is not null && Shows(view, Version))
        {
            writer.WriteString("version"u8, view.Version);
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, IReadOnlyList<EgnyteMember> members, in GroupView view)
    {
        // Asked once, not for each of thousands.
        var (showsValue, showsReference) = (Shows(view, MemberValue), Shows(view, MemberReference));
        var (showsDisplay, showsType) = (Shows(view, MemberDisplay), Shows(view, MemberType));
        Span<char> digits = stackalloc char[20];
        writer.WriteStartArray("members"u8);
        foreach (var member in members)
        {
            writer.WriteStartObject();
            member.Value.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
            if (showsValue)
            {
                writer.WriteString("value"u8, digits[..length]);
            }

            if (showsReference)
            {
                JsonLocation.WriteReference(writer, view.BaseUrl, "/Users/", digits[..length]);
            }

            if (showsDisplay && member.Display is { } display)
            {
                writer.WriteString("display"u8, display);
            }

            if (showsType)
            {
                writer.WriteString("type"u8, "User"u8);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static bool Shows(in GroupView view, AttributePath path) => view.Selection?.Includes(path) is not false;
}
