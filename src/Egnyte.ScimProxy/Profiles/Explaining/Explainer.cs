using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>
/// Says what a profile does with a request, without a call: the request to Egnyte is made by the proxy's own mappers, and only the trace
/// beside it is made here.
/// </summary>
internal sealed class Explainer(TenantMapping mapping)
{
    /// <summary>Where an explained answer lives.</summary>
    public const string BaseUrl = "https://scim.example.com/scim/v2";

    /// <summary>The tenant of an explanation, as deploy/settings.md writes the keys of any: no error names a tenant that does not exist.</summary>
    public const string Tenant = "{name}";

    private const string Users = "/pubapi/v2/users";

    private readonly UserMapping _users = new(mapping);

    /// <summary>For a tenant that sets nothing itself.</summary>
    public static Explainer Of(MappingProfile profile) => new(TenantFactory.MappingOf(Tenant, new TenantOptions(), profile));

    public Explanation Explain(ExplainRequest question) => question.IsOfGroup ? new GroupExplainer(mapping).Explain(question) : ExplainUser(question);

    // The platform's words name types of this program, which an administrator has never heard of.
    public static string WhatIsWrong(JsonException broken) => broken.Path switch
    {
        null => broken.Message,
        "$" => "it must be an object, with values of the kinds that Egnyte has, such as \"name\": {\"givenName\": \"Jane\"}.",
        var path => $"{path.TrimStart('$', '.')} has a value of another kind than in Egnyte.",
    };

    private Explanation ExplainUser(ExplainRequest question)
    {
        EgnyteUser? present;
        try
        {
            present = question.Present is { } json ? EgnyteJson.ReadUser(json) : null;
        }
        catch (JsonException broken)
        {
            return new Explanation(question.Operation) { Missing = $"The present user is none that Egnyte would answer: {WhatIsWrong(broken)}" };
        }

        return question.Operation switch
        {
            SampleOperation.Create => Create(question),
            SampleOperation.Read => Read(present),
            SampleOperation.Filter => new FilterExplainer(mapping, _users.Writer).Explain(question.Input, present),
            _ => Update(question, present),
        };
    }

    private Explanation Create(ExplainRequest question)
    {
        var explanation = new Explanation(SampleOperation.Create);
        UserAttributes given;
        try
        {
            given = UserAttributes.FromResource(question.Input, mapping.Profile);
        }
        catch (ScimException refused)
        {
            return explanation with { Error = refused.Error };
        }

        var traces = new CreateTraces(mapping.Profile, given, question.Input);
        try
        {
            var body = EgnyteJson.Write(_users.NewUsers.ToNewEgnyteUser(given));
            return explanation with
            {
                Rules = traces.Of(body, null),
                Request = new EgnyteRequest("POST", Users) { Body = body },
                Shown = _users.Writer.Show(EgnyteFields.After(null, body), BaseUrl, given.UserName),
            };
        }
        catch (ScimException refused)
        {
            return explanation with { Rules = traces.Of(null, refused.Error), Error = refused.Error };
        }
    }

    private Explanation Update(ExplainRequest question, EgnyteUser? present)
    {
        var explanation = new Explanation(question.Operation);
        UserAttributes given;
        try
        {
            given = question.Operation is SampleOperation.Patch
                ? UserPatch.Fold(PatchRequest.Read(question.Input, mapping.Profile.Extensions), mapping.Profile)
                : UserAttributes.FromResource(question.Input, mapping.Profile);
        }
        catch (ScimException refused)
        {
            return explanation with { Error = refused.Error };
        }

        var needsPresent = _users.Updates.NeedsPresent(given);
        if (needsPresent && present is null)
        {
            return explanation with
            {
                Missing = "What is sent depends on the user in Egnyte: give the Egnyte user as \"present\", and the body as \"request\" beside it.",
            };
        }

        var update = _users.Updates.ToUpdate(given, present);
        var traces = new UpdateTraces(mapping.Profile, given, present, update, question).All();
        if (update is { Refusal: { } refusal, Deactivates: false })
        {
            return explanation with { Rules = traces, Error = refusal };
        }

        var body = EgnyteJson.Write(update.Refusal is null ? update.Change : new EgnyteUserChange { Active = false });
        var isSent = update.Refusal is not null || !update.IsEmpty;
        var shown = EgnyteFields.After(question.Present, body);
        return explanation with
        {
            Rules = traces,
            Request = isSent
                ? new EgnyteRequest("PATCH", $"{Users}/{present?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "{id}"}") { Body = body }
                : null,

            // A PUT is answered in the form of its userName, a PATCH as every client reads it.
            Shown = present is null ? null : _users.Writer.Show(shown, BaseUrl, given.IsPatch ? null : given.UserName),
            Notes = [.. Notes(given, update, needsPresent, isSent)],
        };
    }

    private static IEnumerable<string> Notes(UserAttributes given, UserUpdate update, bool needsPresent, bool isSent)
    {
        if (update.Refusal is { } refusal)
        {
            yield return $"A deactivation is always sent: it is sent alone, and the rest of the request is dropped. {refusal.Detail}";
        }
        else if (!isSent)
        {
            yield return "Nothing is sent: Egnyte has it already, or none of it is mapped.";
        }

        if (update.IgnoredExternalId)
        {
            yield return "The client's externalId is not the account's, and is ignored with a warning (ExternalIdMismatch).";
        }

        if (!given.IsPatch || needsPresent)
        {
            yield return $"Egnyte's user is read first (GET {Users}/…), unless the same client read it a few seconds before.";
        }
    }

    private Explanation Read(EgnyteUser? present)
    {
        if (present is null)
        {
            return new Explanation(SampleOperation.Read) { Missing = "There is no user to read: give a user as Egnyte answers it." };
        }

        var shown = _users.Writer.Show(present, BaseUrl);
        return new Explanation(SampleOperation.Read)
        {
            Rules = ReadTraces.Of(present, shown, mapping.Profile),
            Request = new EgnyteRequest("GET", $"{Users}/{present.Id}"),
            Shown = shown,
        };
    }
}
