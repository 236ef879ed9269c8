namespace Egnyte.ScimProxy.Scim.Filters.Parsing;

/// <summary>One piece of a filter: where it stands, and for a text what it says without its escapes.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, int Start, int Length, bool FollowsSpace, string? Text);
