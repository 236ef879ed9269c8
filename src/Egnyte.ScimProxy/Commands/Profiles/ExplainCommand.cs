using System.CommandLine;
using Egnyte.ScimProxy.Explaining;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile explain</c>: what a profile does with one request. Nothing is called.</summary>
internal static class ExplainCommand
{
    private static readonly string[] Operations = ["create", "update", "patch", "read", "filter"];

    public static Command Create()
    {
        var profile = new Argument<string>("NAME") { Description = "A profile's name, or the path of its file." };
        var file = new Argument<string>("FILE") { Description = "A SCIM body, a PATCH, an Egnyte user, or a filter; or {\"present\": the Egnyte user that is there, \"request\": one of these}." };
        var operation = new Option<string?>("--operation") { Description = $"What is asked: {string.Join(", ", Operations)}. Without it, the file's content tells.", HelpName = "OPERATION" };
        var json = new Option<bool>("--json") { Description = "Print JSON, for scripts." };
        var profiles = new Option<string?>("--profiles") { Description = "The folder with profiles of your own. Default: ScimProxy:ProfilesPath, as a proxy started here would read it.", HelpName = "FOLDER" };
        var command = new Command("explain", "Show what a profile does with a request, rule by rule: exit code 0, 1 where the client would get an error, or 2.") { profile, file, operation, json, profiles };
        command.SetAction(result => Run(result.GetValue(profile)!, result.GetValue(file)!, result.GetValue(operation), result.GetValue(json), ProfilesFolder.Of(result.GetValue(profiles), Console.Error)));
        return command;
    }

    private static int Run(string name, string file, string? operation, bool json, string? folder)
    {
        if (operation is not null && OperationOf(operation) is null)
        {
            return NotDone.Because($"\"{operation}\" is not an operation: it is one of {string.Join(", ", Operations)}. Did you mean {ClosestMatch.To(operation, Operations)}?", json);
        }

        var compiled = ProfileArgument.Open(name, folder);
        if (compiled.Profile is not { } profile)
        {
            return NotDone.Because([.. compiled.Errors], json);
        }

        if (ExplainRequestFile.Read(file, OperationOf(operation), out var problem) is not { } question)
        {
            return NotDone.Because(problem, json);
        }

        var explanation = new Explainer(TenantFactory.MappingOf(Explainer.Tenant, new TenantOptions(), profile)).Explain(question);
        if (explanation.Missing is { } missing)
        {
            return NotDone.Because($"{file}: {missing}", json);
        }

        if (json)
        {
            JsonReport.Print(Console.Out, writer => ExplanationJson.Write(writer, profile.Name, explanation));
        }
        else
        {
            ExplanationText.Write(Console.Out, profile.Name, explanation);
        }

        return explanation.Error is null ? ExitCode.Done : ExitCode.Mistakes;
    }

    private static SampleOperation? OperationOf(string? word) => word switch
    {
        "create" => SampleOperation.Create,
        "update" or "replace" => SampleOperation.Replace,
        "patch" => SampleOperation.Patch,
        "read" => SampleOperation.Read,
        "filter" => SampleOperation.Filter,
        _ => null,
    };
}
