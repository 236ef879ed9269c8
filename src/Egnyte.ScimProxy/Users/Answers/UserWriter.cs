using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>Egnyte to SCIM: the profile compiled at start into a list of steps that write straight into the answer.</summary>
internal sealed class UserWriter
{
    private static readonly AttributePath Meta = new(null, "meta", null);
    private static readonly AttributePath ResourceType = new(null, "meta", "resourceType");
    private static readonly AttributePath Location = new(null, "meta", "location");
    private static readonly AttributePath Version = new(null, "meta", "version");

    private readonly MappingProfile _profile;
    private readonly TenantSettings _settings;
    private readonly AttributeWriter[] _topLevel;
    private readonly AttributeWriter[] _meta;
    private readonly ExtensionSteps[] _extensions;

    public UserWriter(MappingProfile profile, TenantSettings settings)
    {
        (_profile, _settings) = (profile, settings);
        var readable = profile.Rules.Where(rule => rule is { ToScim: true, Field: not null }).ToList();
        _topLevel = [.. AttributeWriter.Compile(readable.Where(rule => rule.Path.Schema is null && !IsMeta(rule)))];
        _meta = [.. AttributeWriter.Compile(readable.Where(IsMeta)
            .Select(rule => rule with { Path = new(null, rule.Path.SubAttribute!, null), SelectedBy = rule.Path }))];
        _extensions = [.. readable.Where(rule => rule.Path.Schema is not null)
            .GroupBy(rule => rule.Path.Schema!, StringComparer.OrdinalIgnoreCase)
            .Select(rules => new ExtensionSteps(profile.Extensions.First(urn => urn.Equals(rules.Key, StringComparison.OrdinalIgnoreCase)), rules))];
    }

    /// <summary>A row of a list.</summary>
    public UserView View(EgnyteUser user, ScimCall call, string? asWritten = null) => View(user, call.BaseUrl, asWritten) with { Selection = call.Selection };

    /// <summary>An answer of its own, which has a version.</summary>
    public ScimAnswer Answer(int status, EgnyteUser user, ScimCall call, string? asWritten = null)
    {
        var version = UserVersion.Of(user);
        return new JsonAnswer<UserView>(status, View(user, call, asWritten) with { Version = version }, Write, $"{call.BaseUrl}/Users/{user.Id}", version);
    }

    /// <summary>The whole resource as a client sees it: what a filter or a sorting is held against.</summary>
    public JsonElement Show(EgnyteUser user, ScimCall call, string? asWritten = null) =>
        Show(user, call.BaseUrl, asWritten);

    /// <summary>The same without a call.</summary>
    public JsonElement Show(EgnyteUser user, string baseUrl, string? asWritten = null) => JsonBuffer.ToElement(View(user, baseUrl, asWritten), Write);

    public void Write(Utf8JsonWriter writer, UserView view)
    {
        // Asked once: schemas names what stands further down.
        Span<bool> isShown = stackalloc bool[_extensions.Length];
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.User);
        for (var extension = 0; extension < _extensions.Length; extension++)
        {
            if (isShown[extension] = _extensions[extension].HasAny(view))
            {
                writer.WriteStringValue(_extensions[extension].Name);
            }
        }

        writer.WriteEndArray();
        WriteId(writer, view.User.Id);
        foreach (var step in _topLevel)
        {
            step.Write(writer, view);
        }

        for (var extension = 0; extension < _extensions.Length; extension++)
        {
            if (isShown[extension])
            {
                _extensions[extension].Write(writer, view);
            }
        }

        WriteMeta(writer, view);
        writer.WriteEndObject();
    }

    private UserView View(EgnyteUser user, string baseUrl, string? asWritten) =>
        new(_profile.Groups.AsShown(user), UserNames.AsRead(user, asWritten, _profile, _settings), baseUrl, null);

    private void WriteMeta(Utf8JsonWriter writer, UserView view)
    {
        if (view.Selection?.Includes(Meta) is false)
        {
            return;
        }

        writer.WriteStartObject("meta"u8);
        if (view.Selection?.Includes(ResourceType) is not false)
        {
            writer.WriteString("resourceType"u8, "User"u8);
        }

        foreach (var step in _meta)
        {
            step.Write(writer, view);
        }

        if (view.Selection?.Includes(Location) is not false)
        {
            JsonLocation.Write(writer, view.BaseUrl, "/Users/", view.User.Id);
        }

        if (view.Version is not null && view.Selection?.Includes(Version) is not false)
        {
            writer.WriteString("version"u8, view.Version);
        }

        writer.WriteEndObject();
    }

    // A string here, a number in Egnyte (RFC 7643 §3.1).
    private static void WriteId(Utf8JsonWriter writer, long id)
    {
        Span<char> digits = stackalloc char[20];
        id.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        writer.WriteString("id"u8, digits[..length]);
    }

    private static bool IsMeta(AttributeRule rule) =>
        rule.Path is { Schema: null, SubAttribute: not null } path && path.Attribute.Equals("meta", StringComparison.OrdinalIgnoreCase);
}
