using System.Text.Json;
using System.Text.Json.Nodes;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Tests.Mapping.Documents;

/// <summary>What an editor says of a profile is what the reader says.</summary>
public sealed class ProfileSchemaTests
{
    private static readonly SchemaValidator Schema = new(JsonElement.Parse(ProfileFormat.Schema));

    // An editor says more than the reader: it does not look at these.
    private static readonly string[] SchemaAlone = [];

    [Fact]
    public void Schema_OfFields_NamesEveryFieldThatTheProxyKnows()
    {
        Assert.Equal(EgnyteUserFields.ByName.Keys.Order(StringComparer.Ordinal), Texts(Definition("field").GetProperty("enum")));
        Assert.DoesNotContain("profile.schema", ProfileLibrary.BuiltInNames);
    }

    [Fact]
    public void Schema_OfTransforms_SaysWhatTheirFilesSay()
    {
        var (plain, others) = (Definition("transform").GetProperty("anyOf")[0], Definition("transform").GetProperty("anyOf")[1].GetProperty("properties"));
        var plainKinds = KnownTransforms.All.Where(kind => !kind.TakesArgument).ToList();

        Assert.Equal(plainKinds.Select(kind => kind.Name), Texts(plain.GetProperty("enum")));
        Assert.Equal(string.Join('\n', plainKinds.Select(kind => $"{kind.Name}: {kind.Description}")), plain.GetProperty("description").GetString());
        Assert.Equal(
            KnownTransforms.All.Where(kind => kind.TakesArgument).Select(kind => kind.Name), others.EnumerateObject().Select(property => property.Name));
        Assert.All(KnownTransforms.All.Where(kind => kind.TakesArgument), kind =>
        {
            var expected = JsonNode.Parse(kind.ArgumentSchema!)!.AsObject();
            expected["description"] = kind.Description;
            Assert.True(
                JsonNode.DeepEquals(expected, JsonNode.Parse(others.GetProperty(kind.Name).GetRawText())),
                $"{kind.Name} of profile.schema.json must be {expected}");
        });
    }

    [Fact]
    public void EveryBuiltInProfile_IsValid_AndNamesTheSchema() => Assert.All(ProfileLibrary.BuiltInNames, name =>
    {
        var document = JsonElement.Parse(new ProfileLibrary(null).Find(name)!.Utf8.Span);

        Assert.True(Schema.Accepts(document));
        Assert.Equal("profile.schema.json", document.GetProperty("$schema").GetString());
    });

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"extends":"okta"}""")]
    [InlineData("""{"extends":"okta","whereToChange":null,"settings":null}""")]
    [InlineData("""{"users":[{"scim":"roles","remove":true}]}""")]
    [InlineData("""{"users":[{"scim":"title","egnyte":"jobTitle","type":"string"}]}""")]
    [InlineData("""{"users":[{"scim":"nickName","egnyte":null,"transforms":null,"default":null,"allowed":null,"onlyIf":null}]}""")]
    [InlineData("""{"users":[{"scim":"extension:authType","default":{"by":"userType","values":{"standard":"egnyte"},"otherwise":"sso"}}]}""")]
    [InlineData("""{"users":[{"scim":"extension:role","onlyIf":{"userType":["power","admin"]}}]}""")]
    [InlineData("""{"groups":{"displayName":{"transforms":[{"template":"okta-{value}"}]},"shown":{"startsWith":"okta-"},"members":"skip"}}""")]
    [InlineData("""{"groups":{"pushed":{"startsWith":"egnyte-","strip":true}}}""")]
    [InlineData("""{"groups":{"pushed":{"startsWith":"egnyte-"}}}""")]
    [InlineData("""{"samples":[{"resource":"group","filter":"displayName eq \"Sales\"","egnyte":"displayName eq \"Sales\""}]}""")]
    [InlineData("""{"samples":[{"why":"a leaver","filter":"userName eq \"jane\"","egnyte":"userName eq \"jane\""}]}""")]
    public void AGoodDocument_IsValid(string document) => Assert.True(Schema.Accepts(JsonElement.Parse(document)));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"name":"acme"}""")]
    [InlineData("""{"extends":["okta"]}""")]
    [InlineData("""{"settings":{"UserNameFormat":"mail"}}""")]
    [InlineData("""{"settings":{"MaxScanCalls":"1"}}""")]
    [InlineData("""{"users":{}}""")]
    [InlineData("""{"users":[{"egnyte":"email"}]}""")]
    [InlineData("""{"users":[{"scim":"emails","required":"yes"}]}""")]
    [InlineData("""{"users":[{"scim":"emails","direction":"toEgnite"}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transform":["lower"]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transforms":["lowr"]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transforms":["truncate"]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transforms":[{"lower":true}]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transforms":[{"truncate":"20"}]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transforms":[{"truncate":20,"constant":"x"}]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","transforms":[{"lookup":{"table":{"a":"b"},"missing":"drop"}}]}]}""")]
    [InlineData("""{"users":[{"scim":"emails","onlyIf":{"userTyp":"power"}}]}""")]
    [InlineData("""{"users":[{"scim":"emails","onlyIf":{"userType":"power","authType":"sso"}}]}""")]
    [InlineData("""{"groups":{"shown":{"startsWith":"a","contains":"b"}}}""")]
    [InlineData("""{"groups":{"members":"drop"}}""")]
    [InlineData("""{"groups":{"pushed":{"strip":true}}}""")]
    [InlineData("""{"samples":[{"resource":"device","read":true}]}""")]
    [InlineData("""{"samples":[{"read":false}]}""")]
    public void ABadDocument_IsInvalid(string document) => Assert.False(Schema.Accepts(JsonElement.Parse(document)));

    /// <summary>Every value of a good profile is replaced by every other kind of value, and every object gets an unknown property.</summary>
    [Fact]
    public void ReaderAndSchema_AgreeOnUnknownProperties_WrongTypes_AndWrongWords()
    {
        var mutations = ProfileMutations.All().ToList();

        var disagreements = mutations.Select(mutation =>
            (mutation.What, Reader: ReaderSays(mutation.Document), IsValid: Schema.Accepts(JsonElement.Parse(mutation.Document))))
            .Where(said =>
                said.IsValid
                    ? said.Reader.Any(IsOfTheFormat)
                    : said.Reader.Count == 0 && !SchemaAlone.Contains(said.What.Split(' ')[0], StringComparer.Ordinal))
            .Select(said =>
                $"{said.What}: the schema says {(said.IsValid ? "valid" : "invalid")}, the reader {string.Join(" | ", said.Reader.DefaultIfEmpty("nothing"))}");

        Assert.InRange(mutations.Count, 500, 5000);
        Assert.Equal("", string.Join('\n', disagreements));
    }

    private static JsonElement Definition(string name) => JsonElement.Parse(ProfileFormat.Schema).GetProperty("$defs").GetProperty(name);

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());

    private static List<string> ReaderSays(string document) =>
        [.. ProfileCompiler.Compile(
            new ProfileLibrary(null).With(new ProfileSource("acme", "acme.json", IsBuiltIn: false, System.Text.Encoding.UTF8.GetBytes(document))),
            "acme").Errors.Select(error => $"{error.Path}: {error.Message}")];

    // Whatever else the reader says needs more than one value to see: another rule, a tenant's setting, a look at Egnyte.
    private static bool IsOfTheFormat(string error) =>
        error.EndsWith("is not a property here.", StringComparison.Ordinal)
            || error.Contains(": This must be ", StringComparison.Ordinal)
            || error.EndsWith("is not known here.", StringComparison.Ordinal);
}
