using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>One setting of a tenant: what reads it, checks it and documents it is made of this.</summary>
/// <param name="Key">The key below the tenant.</param>
/// <param name="Default">The value where neither the tenant nor its profile gives one; null where there is none.</param>
/// <param name="Text">What it does, as the page of settings says it.</param>
internal abstract record TenantSetting(string Key, string? Default, string Text)
{
    /// <summary>The place in the list of settings, and of the value in a tenant's.</summary>
    public required int Index { get; init; }

    /// <summary>The values that it may have, or none where they are not a list of words.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The values that it may have, as the page of settings says it; empty where the text says it.</summary>
    public string Range { get; init; } = "";

    /// <summary>Whether a profile may give the default.</summary>
    public bool IsOfProfile { get; init; }

    /// <summary>Whether it is a list of values.</summary>
    public bool IsList { get; init; }

    /// <summary>Tells how a value is wrong, as the end of a sentence that begins with the key and the value; null where it is right.</summary>
    public Func<string, string?> Check { get; init; } = static _ => null;

    /// <summary>The values in force, as the operator writes them: the tenant's, else the profile's, else the default.</summary>
    public IEnumerable<string> Values(TenantOptions options, MappingProfile? profile) =>
        IsList ? options.Entries(Key).Select(entry => entry.Value)
        : (options[Key] is { Length: > 0 } written ? written : FromProfile(profile) ?? Default) is { } value ? [value]
        : [];

    /// <summary>Every mistake in what is written, by key and value.</summary>
    public IEnumerable<string> Mistakes(string tenant, TenantOptions options)
    {
        // A profile's default stands where the tenant writes null.
        var written = IsList ? options.Entries(Key)
            : options.Has(Key) && !(IsOfProfile && options[Key] is null) ? [KeyValuePair.Create(Key, options[Key] ?? "")]
            : [];
        return written
            .Select(entry => (entry.Key, entry.Value, Mistake: Check(entry.Value)))
            .Where(entry => entry.Mistake is not null)
            .Select(entry => $"{tenant}:{entry.Key} (\"{entry.Value}\") {entry.Mistake}");
    }

    /// <summary>The value in force, typed.</summary>
    public abstract object? Read(TenantOptions options, MappingProfile? profile);

    private string? FromProfile(MappingProfile? profile) => IsOfProfile ? profile?.Settings.GetValueOrDefault(Key) : null;
}

/// <inheritdoc/>
internal sealed record TenantSetting<T>(string Key, string? Default, string Text, Func<IEnumerable<string>, T> Parse) : TenantSetting(Key, Default, Text)
{
    /// <summary>What a tenant sets, where its profile has no part in it.</summary>
    public T Of(TenantOptions options) => Parse(Values(options, null));

    public override object? Read(TenantOptions options, MappingProfile? profile) => Parse(Values(options, profile));
}
