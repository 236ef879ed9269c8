namespace Egnyte.ScimProxy.IntegrationTests.Infrastructure;

/// <summary>
/// The rows of the contract that the conversations prove: users (its §2), groups (§3), errors (§5) and the traps that caught others (§6). A
/// key is what a conversation's
/// <c>covers</c> names; the text is the row, shortened to what it promises.
/// </summary>
public static class ContractRows
{
    public static IReadOnlyDictionary<string, string> ByKey { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // §2, the table.
        ["id"] = "Egnyte's int64 as a canonical decimal string; anything else is 404 without a call.",
        ["userName"] =
            "Create only; the part before @, lower case, must match Egnyte's pattern or 400 invalidValue with the fix; a filter value "
            + "that cannot be a name is 200 and empty, 0 calls.",
        ["userName-lookup-email-form"] =
            "userName eq an e-mail asks for the local part and matches only if the e-mail equals it or its domain is one of "
            + "UserNameDomains; the create that follows gets 409 naming the holder and the setting.",
        ["userName-as-read"] = "In the form used in the same request, otherwise by UserNameFormat: prefix or email.",
        ["userName-changed"] = "Egnyte cannot rename: 400 mutability that says to set the user name back.",
        ["externalId"] =
            "Create only; later another value is 409 for an active Okta account with another e-mail, else ignored with a warning; "
            + "ExternalIdMismatch auto, reject, ignore.",
        ["name"] = "givenName and familyName, both required on create.",
        ["emails"] = "Primary, else type work, else first; required on create; a clash on update is 409 too.",
        ["displayName"] = "Read from name.formatted; written values ignored.",
        ["active"] = "Default true on create.",
        ["userType"] = "admin, power, standard, exact case, else 400 listing the three; default power on create.",
        ["authType"] = "sso, egnyte, ad; default sso on create; Egnyte's refusal of standard with sso is 400 naming both attributes.",
        ["sendInvite"] = "Default true on create; later only in a PATCH that names it beside another change; never on PUT.",
        ["isServiceAccount"] = "Sent only when true; with sendInvite true 400; without sendInvite sends false.",
        ["twoFactorAuthentication"] = "Nothing sent unless the client sent it.",
        ["idpUserId"] =
            "Only with authType sso; default from DefaultUserMapping on create, on an update that turns to sso, on an e-mail change "
            + "where it equalled the old e-mail.",
        ["userPrincipalName"] = "Only with authType ad.",
        ["role"] = "Power users only: on create otherwise 400; later dropped for others.",
        ["language"] = "Only if sent.",
        ["password"] = "Service accounts on create only, at least 12 characters; otherwise dropped, never logged or returned.",
        ["groups"] = "Read only.",
        ["meta"] = "created and lastModified from Egnyte's dates, when present.",

        // §2, the paragraphs.
        ["not-given"] = "null, absent, \"\" and \"Undefined\" (where there are allowed values or a default) are the same: not given.",
        ["clearing"] = "Clearing a required value is 400; clearing an optional one that is not empty is 400 that says so.",
        ["defaults-on-create-only"] = "An update sends what the client sent, no default.",
        ["echoes"] =
            "Read-only and unknown attributes in a PUT or value map are ignored, conditional ones equal to Egnyte's are not sent, every "
            + "other one is sent; a path that names a read-only attribute is 400 mutability.",
        ["deactivation-wins"] = "active false deactivates even when the rest is refused: alone, with a warning, and the answer shows the account as it is.",
        ["delete-policy"] = "DELETE deactivates, deletes or is refused; look-ups include inactive users.",
        ["inactive-holder"] = "The 409 for a name held by an inactive account says \"inactive: link or reactivate it\".",
        ["create-existing"] =
            "§4: the same userName and externalId, created less than a day ago, is the create that could not be answered: 201, and one "
            + "PATCH where its state differs; else 409.",
        ["create-reconciled"] =
            "§1.2: a create whose outcome is unknown is looked up in the same request: its own account is 201, another one 409; without an "
            + "account the create is sent again, three attempts in 10 s; if the look-up fails, the client is told to retry.",
        ["sent-again"] = "§4: a write whose answer shows other values than were sent is sent again, once; not an e-mail while emailChangePending.",
        ["read-before-put"] = "§4: a PUT after a GET by the same token costs one call.",
        ["maps-to-nothing"] = "§4: a PATCH that maps to nothing is a GET, so that 404 is still 404.",
        ["filter-and"] = "§4: and with a side that Egnyte can be asked is asked so and finished here.",
        ["filter-scan"] = "§4: any other filter is a bounded scan where the tenant's policy allows it.",
        ["unsupported-filter"] = "§4: 400 invalidFilter that names what is supported, no call.",

        // §3, its sentences.
        ["group-member-value"] = "members[].value is an Egnyte user id.",
        ["group-nested-refused"] = "A member that is a group is 400 invalidValue.",
        ["group-add-twice"] = "Adding a member twice succeeds.",
        ["group-remove-non-member"] = "Removing a non-member succeeds.",
        ["group-fold"] = "The operations of one PATCH fold, in order, into one net change.",
        ["group-built-in"] = "Egnyte's built-in groups are invisible to its API.",
        ["group-remove-by-filter"] = "members[value eq \"id\"] removes one member.",
        ["group-remove-list"] = "remove with a value list removes the listed members only.",
        ["group-replace-members"] = "replace members sets the whole membership, [] empties it.",
        ["group-replace-map"] = "replace with {members, id, displayName} sets both.",
        ["group-put-without-members"] = "PUT without a members key leaves members as they are.",
        ["group-put-empty"] = "PUT with [] or null empties the group.",
        ["group-rename"] = "A rename keeps the members.",
        ["group-refused-folded"] = "A refused change is folded against the group as it is and sent again.",
        ["group-refused-members"] =
            "The error for a change that is still refused names the added member that Egnyte's text or a single addition tells, else all added members.",
        ["group-patch-form"] = "Egnyte's PATCH takes members:[{value}] to add and {value, operation: delete} to remove.",
        ["group-form-unknown"] = "Until an answer kept a member that no request named, a change is preceded by a GET.",
        ["group-repair"] = "An answer that differs from the expected membership is repaired by PUT.",
        ["group-repair-read-again"] = "A repair is read again.",
        ["group-repair-reapplied"] = "A change that was lost meanwhile is reapplied, at most three times.",
        ["group-repair-inactive"] = "Whom Egnyte refuses to have back is named.",
        ["group-form-delta"] = "GroupPatchForm delta: Egnyte's PATCH, trusted to keep the others.",
        ["group-form-patchop"] = "GroupPatchForm patchOp: a SCIM 2.0 PatchOp.",
        ["group-form-put"] = "GroupPatchForm put: GET and PUT of the expected membership.",
        ["group-form-refused"] = "Under auto, a form that Egnyte refuses is replaced by PUT of the expected membership.",
        ["group-patch-204"] = "A group PATCH is answered 204 unless attributes was asked for.",
        ["group-delete"] = "§4: DELETE of a group is one call.",
        ["group-create-existing"] = "§4: POST of a group that exists is 201 when the name and a non-empty member set are what was sent, else 409.",
        ["group-create-reconciled"] =
            "§1.2: a create of a group whose outcome is unknown is looked up in the same request: ours if name and members are what was sent.",

        // §5, the table.
        ["error-input"] = "400 with a constraint or input error → 400 invalidValue: attribute, Egnyte's reason, the fix.",
        ["error-exists"] = "409, or 400 that says \"already exists\"; 405 to a POST → 409 uniqueness.",
        ["error-method"] = "405 otherwise → 502.",
        ["error-token"] =
            "401; ERR_403_DEVELOPER_INACTIVE, ERR_403_NOT_AUTHORIZED, ERR_401_INVALID_OR_EXPIRED_TOKEN with any body, token passed "
            + "through → 401 with WWW-Authenticate: Bearer.",
        ["error-forbidden"] =
            "403 without a Mashery code, in JSON or without a body; …_UNKNOWN_REFERER, …_REQUIRES_SSL → 403: Egnyte's reason first, then "
            + "what the token's owner must be.",
        ["error-throttle"] = "ERR_403_DEVELOPER_OVER_QPS, ERR_403_SERVICE_OVER_QPS; 429 → waited out inside the time budget, else 429 + Retry-After.",
        ["error-quota"] = "403 with ERR_403_DEVELOPER_OVER_RATE → 429 + Retry-After until the quota returns.",
        ["error-not-found"] =
            "404 for one resource with Egnyte's Errors body → 404; with any other, one row of the collection confirms it, else it is transient.",
        ["error-no-domain"] = "404 for a collection, a redirect → 502: check EgnyteDomain.",
        ["error-transient"] =
            "5xx, 408, HTML with any status, ERR_403_SERVICE_OVER_RATE, broken JSON on 2xx, reset, TLS, time-out, breaker open → 429 to "
            + "Okta, 503 to others, with Retry-After.",
        ["error-other"] = "Any other 4xx → 400 with Egnyte's reason.",
        ["error-form"] = "Client text is ours; status is a string, media type application/scim+json, and application/json is accepted.",
        ["retry-after-minimum"] = "§1.4: at least 15 s to Okta, at least 90 s while the daily quota is exhausted; growing from 60 s in an outage.",

        // §6, what a conversation can show; TrapTests has the rest.
        ["trap-replace-adds"] = "replace members taken for add: the old members stay, and 204 is answered.",
        ["trap-remove-list"] = "remove with a value list removes all members, or none.",
        ["trap-outage-as-404"] = "Egnyte down answered as 404.",
        ["trap-outage-as-empty-group"] = "Egnyte's 503 read as an empty group.",
        ["trap-unknown-filter-empty"] = "An unknown filter answered 200 with an empty list: the client creates duplicates.",
        ["trap-foreign-account-adopted"] = "A create that is refused as existing adopts the account of another user.",
        ["trap-put-blanks"] = "PUT blanks what the client did not send.",
        ["trap-lock-out"] = "A counter of bad tokens that holds every caller.",
        ["trap-start-index-string"] = "startIndex as a string: Okta stops without a reason.",
        ["trap-put-for-everything"] = "Okta's own apps use PUT for everything.",
        ["trap-path-less-patch"] = "Okta's catalogue apps use PATCH without a path.",
        ["trap-members-again"] = "Okta's catalogue apps add the members again that they just created the group with.",
    };
}
