namespace Egnyte.ScimProxy.Mapping;

/// <summary>What a client is told of a PATCH that was done (RFC 7644 §3.5.2); one that asked for <c>attributes</c> is always given the resource.</summary>
internal enum PatchAnswer
{
    /// <summary>200 and the resource.</summary>
    Resource,

    /// <summary>204.</summary>
    NoContent,
}

/// <summary>The same by kind of resource: what a client prefers for a user is too much for a group of ten thousand.</summary>
internal sealed record PatchAnswers(PatchAnswer Users, PatchAnswer Groups);
