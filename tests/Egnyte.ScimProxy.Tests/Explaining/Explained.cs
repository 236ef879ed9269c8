using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Explaining;

/// <summary>Questions to a profile, and the parts of its answers that tests look at.</summary>
internal static class Explained
{
    public const string Jane = """
        {"id":7,"userName":"jane.doe","externalId":"62e8","email":"jane.doe@example.com",
         "name":{"givenName":"Jane","familyName":"Doe","formatted":"Jane Doe"},"active":true,"authType":"sso","userType":"power","role":"Default"}
        """;

    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>The profile for which the code has nothing prepared, from its file.</summary>
    public static MappingProfile Acme { get; } = ProfileCompiler.Compile(
        new ProfileLibrary(Path.Combine(AppContext.BaseDirectory, "Profiles")), "acme").Profile!;

    public static Explanation Create(string body, MappingProfile? profile = null, TenantOptions? options = null) =>
        Ask(SampleOperation.Create, body, null, profile, options);

    public static Explanation Put(string body, string? present, MappingProfile? profile = null) => Ask(SampleOperation.Replace, body, present, profile);

    public static Explanation Patch(string operations, string? present, MappingProfile? profile = null) =>
        Ask(SampleOperation.Patch, $$"""{"Operations":[{{operations}}]}""", present, profile);

    public static Explanation Read(string present, MappingProfile? profile = null) => Ask(SampleOperation.Read, present, present, profile);

    public static Explanation Filter(string filter, string? present = null, MappingProfile? profile = null, TenantOptions? options = null) =>
        Ask(SampleOperation.Filter, JsonSerializer.Serialize(filter), present, profile, options);

    public static RuleTrace Rule(this Explanation explanation, string name) => explanation.Rules.Single(trace => trace.Rule.Name == name);

    public static IEnumerable<string> Steps(this RuleTrace trace) => trace.Steps.Select(step => $"{step.Step}: {step.Result}");

    public static string? Body(this Explanation explanation) => explanation.Request?.Body?.GetRawText();

    private static Explanation Ask(SampleOperation operation, string input, string? present, MappingProfile? profile, TenantOptions? options = null) =>
        new Explainer(TenantFactory.MappingOf("explain", options ?? new TenantOptions(), profile ?? ProfileCompiler.CompileBuiltIn("okta")))
            .Explain(new ExplainRequest(operation, JsonElement.Parse(input), present is null ? null : JsonElement.Parse(present)));
}
