using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What a profile does with one request, rule by rule, and what comes of it.</summary>
internal sealed record Explanation(SampleOperation Operation)
{
    /// <summary>Whether it is about a group.</summary>
    public bool IsOfGroup { get; init; }

    public IReadOnlyList<RuleTrace> Rules { get; init; } = [];

    /// <summary>What would be sent to Egnyte; null where nothing is.</summary>
    public EgnyteRequest? Request { get; init; }

    /// <summary>What the client would get instead.</summary>
    public ScimError? Error { get; init; }

    /// <summary>What the client would read, where Egnyte keeps what it is sent.</summary>
    public JsonElement? Shown { get; init; }

    /// <summary>Whether a filter finds the present user or group; null where none was given.</summary>
    public bool? Matches { get; init; }

    /// <summary>What else there is to know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the question cannot be answered: what it depends on was not given.</summary>
    public string? Missing { get; init; }
}
