namespace Egnyte.ScimProxy.Tenants;

/// <summary>One tenant of the section <c>ScimProxy</c>; texts, as there.</summary>
internal sealed class TenantOptions
{
    /// <summary>The Egnyte domain: a label (<c>acme</c> for acme.egnyte.com) or, with a dot, a full host name.</summary>
    public string? EgnyteDomain { get; set; }

    /// <summary>Instead of EgnyteDomain: the address of the API, https, or http on loopback only.</summary>
    public string? EgnyteBaseAddress { get; set; }

    /// <summary>The mapping profile.</summary>
    /// <value>The default is <c>okta</c>.</value>
    public string Profile { get; set; } = "okta";

    /// <summary>What fills the SAML subject that the client does not send: <c>none</c>, <c>email</c> or <c>userName</c>.</summary>
    /// <value>The default is the profile's, else <c>none</c>: Egnyte's own domain setting decides.</value>
    public string? DefaultUserMapping { get; set; }

    /// <summary>How user names read back: <c>prefix</c> or <c>email</c>.</summary>
    /// <value>The default is the profile's.</value>
    public string? UserNameFormat { get; set; }

    /// <summary>The e-mail domains whose user names are found by the part before @ alone.</summary>
    /// <value>The default is none.</value>
    public List<string> UserNameDomains { get; set; } = [];

    /// <summary>What a differing externalId means: <c>auto</c>, <c>reject</c> or <c>ignore</c>.</summary>
    /// <value>The default is the profile's, else <c>auto</c>.</value>
    public string? ExternalIdMismatch { get; set; }

    /// <summary>What DELETE of a user does: <c>deactivate</c>, <c>delete</c> or <c>refuse</c>.</summary>
    /// <value>The default is the profile's, else <c>deactivate</c>.</value>
    public string? DeletePolicy { get; set; }

    /// <summary>How Egnyte's group PATCH is spoken: <c>auto</c>, <c>delta</c>, <c>patchOp</c> or <c>put</c>.</summary>
    /// <value>The default is <c>auto</c>: as a delta, and verified until it is known to keep members that the request does not name.</value>
    public string GroupPatchForm { get; set; } = "auto";

    /// <summary>Whether lists of groups hold members: <c>expand</c>, a call for each group, or <c>omit</c>.</summary>
    /// <value>The default is <c>expand</c>.</value>
    public string GroupListMembers { get; set; } = "expand";

    /// <summary>Whether lists are also paged by cursor (RFC 9865), and <c>/ServiceProviderConfig</c> says so: <c>true</c> or <c>false</c>.</summary>
    /// <value>The default is <c>false</c>: strict clients reject a configuration that names it.</value>
    public string CursorPaging { get; set; } = "false";

    /// <summary>The status of a transient failure: <c>auto</c> (429 to Okta, 503 to others), <c>429</c> or <c>503</c>.</summary>
    /// <value>The default is <c>auto</c>.</value>
    public string TransientStatus { get; set; } = "auto";

    /// <summary>Calls a second that one token may make, until Egnyte says so itself.</summary>
    /// <value>The default is <c>2</c>, as Egnyte has it.</value>
    public string CallsPerSecond { get; set; } = "2";

    /// <summary>Calls a day that one token may make, where Egnyte does not say so itself.</summary>
    /// <value>The default is <c>1000</c>, as Egnyte has it.</value>
    public string CallsPerDay { get; set; } = "1000";

    /// <summary>The percentage of the day's calls that lists leave for writes and look-ups.</summary>
    /// <value>The default is <c>20</c>.</value>
    public string WriteReserve { get; set; } = "20";

    /// <summary>What may be done at all, by the names of <see cref="Tenants.Capability"/>: <c>true</c> or <c>false</c>.</summary>
    /// <value>The default is true for each.</value>
    public Dictionary<string, string> Capabilities { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many Egnyte calls one filter may cost that Egnyte cannot answer; <c>0</c> refuses such filters.</summary>
    /// <value>The default is <c>0</c>.</value>
    public string MaxScanCalls { get; set; } = "0";
}
