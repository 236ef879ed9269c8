using System.Text.Json;
using Egnyte.ScimProxy.Explaining;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>An explanation for scripts.</summary>
internal static class ExplanationJson
{
    public static void Write(Utf8JsonWriter writer, string profile, Explanation explanation)
    {
        writer.WriteString("profile", profile);
        writer.WriteString("operation", ExplanationText.Word(explanation.Operation));
        writer.WriteStartArray("rules");
        foreach (var trace in explanation.Rules)
        {
            Write(writer, trace);
        }

        writer.WriteEndArray();
        WriteRequest(writer, explanation.Request);
        writer.WritePropertyName("error");
        if (explanation.Error is { } error)
        {
            error.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        if (explanation.Matches is { } matches)
        {
            writer.WriteBoolean("matches", matches);
        }

        if (explanation.Shown is { } shown)
        {
            writer.WritePropertyName("shown");
            shown.WriteTo(writer);
        }

        JsonReport.Texts(writer, "notes", explanation.Notes);
    }

    public static void WriteValue(Utf8JsonWriter writer, string name, MappedValue value)
    {
        if (value.Boolean is { } boolean)
        {
            writer.WriteBoolean(name, boolean);
        }
        else
        {
            writer.WriteString(name, value.Text);
        }
    }

    private static void Write(Utf8JsonWriter writer, RuleTrace trace)
    {
        writer.WriteStartObject();
        writer.WriteString("scim", trace.Rule.Name);
        writer.WriteString("egnyte", trace.Rule.Field?.Name);
        WriteValue(writer, "seen", trace.Seen);
        writer.WriteStartArray("others");
        foreach (var (name, value) in trace.Others)
        {
            writer.WriteStartObject();
            writer.WriteString("scim", name);
            WriteValue(writer, "seen", value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (var step in trace.Steps)
        {
            writer.WriteStartObject();
            writer.WriteString("step", step.Step);
            WriteValue(writer, "result", step.Result);
            writer.WriteString("note", step.Note);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(trace.Outcome.ToString()));
        writer.WriteString("because", trace.Because);
        WriteValue(writer, "sent", trace.Sent);
        JsonReport.Texts(writer, "origins", trace.Rule.Origins);
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, EgnyteRequest? request)
    {
        if (request is null)
        {
            writer.WriteNull("request");
            return;
        }

        writer.WriteStartObject("request");
        writer.WriteString("method", request.Method);
        writer.WriteString("path", request.Path);
        writer.WriteStartObject("query");
        foreach (var (name, value) in request.Query)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WritePropertyName("body");
        if (request.Body is { } body)
        {
            body.WriteTo(writer);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }
}
