using System.Buffers;
using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Makes a profile of its documents, or says what is wrong with them. An operator's mistake is a finding, never an exception.</summary>
internal static class ProfileCompiler
{
    public static CompiledProfile Compile(ProfileLibrary library, string name)
    {
        var sources = new List<ProfileSource>();
        try
        {
            return new CompiledProfile(ProfileReader.Read(Open(name), Open), []) { Sources = sources };
        }
        catch (ProfileException mistake)
        {
            return Refused(sources[^1].File, 1, mistake.Message, "");
        }
        catch (JsonException mistake)
        {
            return Refused(sources[^1].File, (int)(mistake.LineNumber ?? 0) + 1, "This is no JSON.", "Mend the line, or the one before it.");
        }
        catch (MissingProfileException missing)
        {
            return new CompiledProfile(null, [missing.Finding]) { Sources = sources };
        }

        CompiledProfile Refused(string file, int line, string message, string cure) =>
            new(null, [new ProfileFinding(FindingSeverity.Error, file, line, "", message, cure)]) { Sources = sources };

        JsonElement Open(string profile)
        {
            var source = library.Find(profile) ?? throw new MissingProfileException(library.WhyMissing(profile)
                ?? new ProfileFinding(FindingSeverity.Error, sources.LastOrDefault()?.File ?? $"{profile}.json", 1, "", $"There is no profile \"{profile}\".", $"Known profiles: {string.Join(", ", library.Names)}."));
            sources.Add(source);
            using var document = JsonDocument.Parse(source.Utf8);
            return Named(document.RootElement, profile);
        }
    }

    // The reader knows a profile's name from its document.
    private static JsonElement Named(JsonElement document, string name)
    {
        if (document.ValueKind is not JsonValueKind.Object)
        {
            return document.Clone();
        }

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var property in document.EnumerateObject().Where(property => property.Name != "name"))
            {
                property.WriteTo(writer);
            }

            writer.WriteString("name", name);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(json.WrittenSpan);
    }

    private sealed class MissingProfileException(ProfileFinding finding) : Exception(finding.Message)
    {
        public ProfileFinding Finding { get; } = finding;
    }
}
