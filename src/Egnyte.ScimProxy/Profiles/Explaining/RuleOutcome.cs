namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What became of a rule.</summary>
internal enum RuleOutcome
{
    /// <summary>The request says nothing that concerns it.</summary>
    Untouched,

    /// <summary>It goes to Egnyte.</summary>
    Sent,

    /// <summary>The client gave nothing, and the profile's or the tenant's default goes to Egnyte.</summary>
    Default,

    /// <summary>The client gave something, and it does not go to Egnyte.</summary>
    NotSent,

    /// <summary>What the client gave is refused.</summary>
    Refused,

    /// <summary>The client reads it.</summary>
    Shown,

    /// <summary>The filter asks for it.</summary>
    Asked,
}
