namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>What a request says of one attribute, as the generator meant it when it wrote the request: the proxy's own reading has no part in it.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Kind">What is said.</param>
/// <param name="Value">The value as text; empty where there is none.</param>
internal sealed record Statement(string Attribute, StatementKind Kind, string Value = "")
{
    /// <summary>Whether a client can write it no plainer, so that it must be done where nothing is against it.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether a PATCH path names the attribute.</summary>
    public bool IsByPath { get; init; }

    /// <summary>Whether the value holds blanks only.</summary>
    public bool IsBlank => Value.Length > 0 && string.IsNullOrWhiteSpace(Value);

    /// <summary>Whether both ask for the same.</summary>
    public bool Agrees(Statement other) => (Kind, Value) == (other.Kind, other.Value);
}

internal enum StatementKind
{
    /// <summary>The attribute shall have this value.</summary>
    Value,

    /// <summary>It shall have none.</summary>
    Clear,

    /// <summary>Nothing is asked for.</summary>
    Nothing,

    /// <summary>The attribute is named, but the request does not say what to do with it: a 2xx would be false.</summary>
    Unreadable,
}

/// <summary>A request, and what it says: of each operation (a POST and a PUT have one) the statements in it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Body">The body.</param>
/// <param name="Operations">What each operation says.</param>
internal sealed record GeneratedWrite(string Method, string Body, IReadOnlyList<IReadOnlyList<Statement>> Operations)
{
    /// <summary>Whether it says nothing but what is so already.</summary>
    public bool IsEcho { get; init; }

    /// <summary>Whether it is written so oddly that it may be rejected whatever it says.</summary>
    public bool IsOdd { get; init; }

    public IEnumerable<Statement> All => Operations.SelectMany(operation => operation);

    /// <summary>The last word on an attribute. To remove a value that an earlier operation has replaced already is no word.</summary>
    public Statement Last(string attribute) => All.Where(statement => statement.Attribute == attribute).Aggregate((earlier, later) =>
        later.Kind is StatementKind.Nothing
            || (later is { Kind: StatementKind.Clear, Value.Length: > 0 } && earlier.Kind is StatementKind.Value && earlier.Value != later.Value)
            ? earlier
            : later);

    public override string ToString() => $"{Method} {Body}";
}
