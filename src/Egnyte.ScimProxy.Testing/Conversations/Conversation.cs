using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// One file under Conversations/: what a client asks, the calls that this makes to Egnyte with Egnyte's replies, and what the client
/// hears. A quirk that needs two requests has <c>turns</c>; every other file has the three parts at its top level.
/// </summary>
public sealed record Conversation
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Conversations");

    private static string ProfilesFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Profiles");

    /// <summary>The quirk or the rule, in a sentence.</summary>
    public required string Why { get; init; }

    /// <summary>Where it is written: a section of the contract, of the client's documentation or of an RFC.</summary>
    public required string Source { get; init; }

    /// <summary>Keys of the rows of the contract.</summary>
    public required IReadOnlyList<string> Covers { get; init; }

    /// <summary>Settings of the tenant, such as <c>DeletePolicy</c>: a text or a list of texts.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Settings { get; init; }

    /// <summary>Another address for Egnyte than the fake's; {egnyte} stands for the fake's host and port.</summary>
    public string? EgnyteAddress { get; init; }

    public ScimRequest? Request { get; init; }

    public IReadOnlyList<EgnyteExchange>? Egnyte { get; init; }

    public ExpectedAnswer? Response { get; init; }

    public IReadOnlyList<Turn>? Turns { get; init; }

    /// <summary>The cache without which the calls are not those of the file; null where there is none.</summary>
    public string? NeedsCache { get; init; }

    /// <summary>Texts that a warning in the log must contain.</summary>
    public IReadOnlyList<string>? Warns { get; init; }

    /// <summary>Secrets that no answer, no log line and no call to Egnyte may hold.</summary>
    public IReadOnlyList<string>? Never { get; init; }

    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file))
            .Order(StringComparer.Ordinal);

    public static Conversation Read(string file) => Parse(File.ReadAllBytes(Path.Combine(Folder, file)));

    /// <exception cref="JsonException">A property is missing, or is none that a conversation has.</exception>
    public static Conversation Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Conversation>(json, Strict) ?? throw new JsonException("null is no conversation.");

    public IReadOnlyList<Turn> InTurns() => (Turns, Request, Response) switch
    {
        ({ Count: > 1 }, null, null) when Egnyte is null => Turns,
        (null, not null, not null) => [new Turn { Request = Request, Egnyte = Egnyte ?? [], Response = Response }],
        _ => throw new JsonException("A conversation has either turns, two at least, or request, egnyte and response."),
    };

    public Uri AddressOf(FakeEgnyte egnyte) =>
        EgnyteAddress is { } other ? new Uri(other.Replace("{egnyte}", egnyte.Address.Authority, StringComparison.Ordinal)) : egnyte.Address;

    [JsonIgnore]
    public IEnumerable<KeyValuePair<string, string?>> TenantSettings =>
    [
        .. (Settings ?? new Dictionary<string, JsonElement>())
            .SelectMany(setting => ToConfiguration($"ScimProxy:Tenants:default:{setting.Key}", setting.Value)),
        .. Settings?.ContainsKey("Profile") is true ? [new("ScimProxy:ProfilesPath", ProfilesFolder)] : Array.Empty<KeyValuePair<string, string?>>(),
    ];

    private static IEnumerable<KeyValuePair<string, string?>> ToConfiguration(string key, JsonElement value) => value.ValueKind is JsonValueKind.Array
        ? value.EnumerateArray().Index().Select(item => KeyValuePair.Create<string, string?>($"{key}:{item.Index}", item.Item.GetString()))
        : [new(key, value.GetString())];
}

public sealed record Turn
{
    public required ScimRequest Request { get; init; }

    public IReadOnlyList<EgnyteExchange> Egnyte { get; init; } = [];

    public required ExpectedAnswer Response { get; init; }
}

/// <summary>The request; the headers of the folder's client (<see cref="SpeakingClient"/>) unless the file names others, null to leave one out.</summary>
public sealed record ScimRequest
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string?> Headers { get; init; } = new Dictionary<string, string?>();

    public JsonElement? Body { get; init; }
}

public sealed record EgnyteExchange
{
    public required EgnyteCall Expect { get; init; }

    public required EgnyteReply Reply { get; init; }
}

/// <summary>The body exactly, the query whole but in any order, and those headers that the file names.</summary>
public sealed record EgnyteCall
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonElement? Body { get; init; }
}

/// <summary>What Egnyte says: JSON, or any text, or nothing that is an answer.</summary>
public sealed record EgnyteReply
{
    public int Status { get; init; } = 200;

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonElement? Body { get; init; }

    public string? Text { get; init; }

    public EgnyteFault? Fault { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<EgnyteFault>))]
public enum EgnyteFault
{
    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing comes, until the proxy's patience with one attempt is at its end.</summary>
    Silence,
}

/// <summary>What the client hears; see <see cref="JsonExpectation"/> for the body.</summary>
public sealed record ExpectedAnswer
{
    public required int Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonElement? Body { get; init; }
}
