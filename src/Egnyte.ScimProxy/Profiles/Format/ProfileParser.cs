using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles.Format;

/// <summary>
/// Reads the JSON of a profile into nodes that know their line. Comments and trailing commas are taken: an administrator writes it. Bounded
/// in depth here and in size by the reader of the file.
/// </summary>
internal ref struct ProfileParser
{
    private const int MaxDepth = 32;

    private readonly string _file;
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly ProfileFindings _findings;
    private Utf8JsonReader _reader;
    private int _line;
    private int _countedTo;

    private ProfileParser(string file, ReadOnlySpan<byte> utf8, ProfileFindings findings)
    {
        _file = file;
        _utf8 = utf8;
        _findings = findings;
        _line = 1;
        _reader = new Utf8JsonReader(
            utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
    }

    /// <summary>The document; null after an error, which is among the findings.</summary>
    public static ProfileNode? Parse(string file, ReadOnlySpan<byte> utf8, ProfileFindings findings)
    {
        var parser = new ProfileParser(file, utf8, findings);
        try
        {
            parser._reader.Read();
            var document = parser.Value("");
            return parser._reader.Read()
                ? null
                : document.Kind is JsonValueKind.Object
                ? document
                : parser.Refuse("A profile is one JSON object.", "Write it in { }.");
        }
        catch (JsonException broken)
        {
            parser._line = (int)(broken.LineNumber ?? 0) + 1;
            return parser.Refuse($"This is no JSON: {Reason(broken)}", "Mend the line, or the one before it.");
        }
        catch (InvalidOperationException)
        {
            return parser.Refuse("A text here is no well-formed Unicode.", "Save the file as UTF-8.");
        }
    }

    private ProfileNode? Refuse(string message, string fix)
    {
        _findings.Error(new ProfileNode(JsonValueKind.Undefined, _file, _line, ""), message, fix);
        return null;
    }

    private ProfileNode Value(string path)
    {
        var node = new ProfileNode(KindOf(_reader.TokenType), _file, LineOf(_reader.TokenStartIndex), path);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(node),
            JsonTokenType.StartArray => Array(node),
            JsonTokenType.String => node with { Text = _reader.GetString()! },
            JsonTokenType.Number => node with { Text = Encoding.UTF8.GetString(_reader.ValueSpan) },
            _ => node,
        };
    }

    private ProfileNode Object(ProfileNode node)
    {
        var properties = new List<ProfileProperty>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            var line = LineOf(_reader.TokenStartIndex);
            _reader.Read();
            var value = Value(node.Path.Length == 0 ? name : $"{node.Path}.{name}");
            if (names.Add(name))
            {
                properties.Add(new ProfileProperty(name, value));
            }
            else
            {
                _findings.Error(value with { Line = line }, $"\"{name}\" is written twice.", "Keep one of the two.");
            }
        }

        return node with { Properties = properties };
    }

    private ProfileNode Array(ProfileNode node)
    {
        var items = new List<ProfileNode>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(Value($"{node.Path}[{items.Count}]"));
        }

        return node with { Items = items };
    }

    private int LineOf(long position)
    {
        _line += _utf8[_countedTo..(int)position].Count((byte)'\n');
        _countedTo = (int)position;
        return _line;
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    // The reader's message ends with places that are counted from 0.
    private static string Reason(JsonException broken) =>
        broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0 ? broken.Message[..end] : broken.Message;
}
