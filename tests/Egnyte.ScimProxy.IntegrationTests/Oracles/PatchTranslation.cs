using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>The accepted differences of one kind of resource, and what of it is compared: an outcome is a text, or "refused".</summary>
internal sealed class PatchTranslation(IReadOnlyList<PatchStep> steps, Func<JsonObject, string> outcome)
{
    public const string Refused = "refused";

    public Func<JsonObject, string> Outcome => outcome;

    public IEnumerable<string> Names => steps.Select(step => step.Name);

    /// <summary>The same PATCH, in words of which no accepted difference is left, but for the one that is excepted.</summary>
    public PatchCase Translate(JsonObject resource, IEnumerable<JsonObject> operations, string? except = null)
    {
        var translated = new PatchCase(resource, operations);
        foreach (var step in steps.Where(step => step.Name != except))
        {
            step.Before?.Invoke(translated);
        }

        return translated;
    }

    /// <summary>What the oracle's answer comes to for Egnyte.</summary>
    public string Read(PatchCase translated, PatchAnswer answer, string? except = null)
    {
        if (translated.IsRefused || !answer.Accepted)
        {
            return Refused;
        }

        JsonObject[] states = [translated.Resource, .. answer.States!.Select(state => JsonObject.Create(state)!)];
        foreach (var step in steps.Where(step => step.Name != except))
        {
            step.After?.Invoke(translated, states);
        }

        return translated.IsRefused ? Refused : outcome(states[^1]);
    }
}
