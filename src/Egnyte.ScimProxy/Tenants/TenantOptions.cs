namespace Egnyte.ScimProxy.Tenants;

/// <summary>
/// One tenant of the section <c>ScimProxy</c>: what is written, by the key below the tenant, such as <c>UserNameDomains:0</c>. Texts stay
/// texts here, so that every mistake can be reported at once.
/// </summary>
internal sealed class TenantOptions
{
    private readonly Dictionary<string, string?> _written = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string key]
    {
        get => _written.GetValueOrDefault(key);
        set => _written[key] = value;
    }

    public static TenantOptions Read(IConfigurationSection tenant)
    {
        var options = new TenantOptions();
        foreach (var (key, value) in tenant.AsEnumerable(makePathsRelative: true))
        {
            // A section has no value. A JSON null has none either, and is written all the same.
            if (value is not null || !tenant.GetSection(key).GetChildren().Any())
            {
                options[key] = value;
            }
        }

        return options;
    }

    public bool Has(string key) => _written.ContainsKey(key);

    /// <summary>The entries of a list, each with its key; an entry that is no text is a mistake of its own.</summary>
    public IEnumerable<KeyValuePair<string, string>> Entries(string list) =>
        _written.Where(entry => entry.Value is { Length: > 0 } && IsEntryOf(list, entry.Key))
            .OrderBy(entry => entry.Key, ConfigurationKeyComparer.Instance)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value!));

    private static bool IsEntryOf(string list, string key) =>
        key.Length > list.Length + 1
        && key[list.Length] == ':'
        && key.StartsWith(list, StringComparison.OrdinalIgnoreCase)
        && key.IndexOf(':', list.Length + 1) < 0;
}
