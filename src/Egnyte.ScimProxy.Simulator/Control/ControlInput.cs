using System.Globalization;
using Egnyte.ScimProxy.Simulator.Http;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.Simulator.Control;

/// <summary>The settings that one control call names, in its query or in a JSON body; the query wins.</summary>
internal sealed class ControlInput
{
    private readonly Dictionary<string, string> _given = new(StringComparer.OrdinalIgnoreCase);

    private ControlInput()
    {
    }

    public static async Task<ControlInput> ReadAsync(HttpRequest http, params string[] known)
    {
        var input = new ControlInput();
        var request = await ApiRequest.ReadAsync(http, SimulatorDialect.Default);
        if (request.Body.Length > 0)
        {
            using var body = JsonBody.Parse(request.Body);
            foreach (var member in body.RootElement.EnumerateObject())
            {
                input._given[member.Name] = member.Value.ToString();
            }
        }

        foreach (var (name, value) in http.Query)
        {
            input._given[name] = value.ToString();
        }

        return input._given.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? throw Errors.Refuse(400, $"'{unknown}' is not known here; known: {(known.Length == 0 ? "nothing" : string.Join(", ", known))}.")
            : input;
    }

    public IEnumerable<(string Name, string Value)> All => _given.Select(entry => (entry.Key, entry.Value));

    public string? Text(string name) => _given.GetValueOrDefault(name);

    public int? Number(string name, int least, int most = int.MaxValue)
    {
        if (!_given.TryGetValue(name, out var text))
        {
            return null;
        }

        var range = most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Errors.Refuse(400, $"{name} ('{text}') must be a whole number {range}.");
    }

    public bool Flag(string name) => Text(name) switch
    {
        null => false,
        { } word when bool.TryParse(word, out var flag) => flag,
        { } other => throw Errors.Refuse(400, $"{name} ('{other}') must be true or false."),
    };

    public int Required(string name, int least) => Number(name, least) ?? throw Errors.Refuse(400, $"{name} is needed, as in ?{name}=10.");
}
