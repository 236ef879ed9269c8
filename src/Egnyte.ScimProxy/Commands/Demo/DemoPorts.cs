using System.Globalization;
using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary>Three ports in a row: the proxy's, the simulated Egnyte's, and its control API's.</summary>
/// <param name="Proxy">Where the proxy listens.</param>
/// <param name="Egnyte">Where the simulated Egnyte listens.</param>
/// <param name="Control">Where its control API listens.</param>
/// <param name="Note">What the reader must know of the choice; null where it is the usual one.</param>
/// <param name="Mistake">Why the demo cannot listen there; null where it can.</param>
internal sealed record DemoPorts(string Proxy, string Egnyte, string Control, string? Note = null, string? Mistake = null)
{
    /// <summary>The usual ports begin here, so that the lines of a README and of yesterday's demo work again.</summary>
    private const int Usual = 5080;

    private const int Most = ushort.MaxValue - 2;

    /// <summary>The ports from the given one on; from the usual one, or free ones where these are taken.</summary>
    public static DemoPorts Choose(int? port, int usual = Usual)
    {
        if (port is < 0 or > Most)
        {
            return From(0) with
            {
                Mistake = string.Create(CultureInfo.InvariantCulture, $"--port (\"{port}\") must be from 1 to {Most}, or 0 for free ports."),
            };
        }

        var ports = From(port ?? usual);
        return ports.WhyTaken() is not { } taken ? ports
            : port is null ? From(0) with { Note = $"The ports from {usual} on are taken, so that free ones are used. Choose others with --port." }
            : ports with { Mistake = taken };
    }

    private static DemoPorts From(int first) => new(Address(first), Address(first == 0 ? 0 : first + 1), Address(first == 0 ? 0 : first + 2));

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    private string? WhyTaken() => new[] { Proxy, Egnyte, Control }
        .Select(static address => new ListeningAddress("--port", address))
        .Select(static address => address.WhyInvalid() ?? address.WhyTaken())
        .FirstOrDefault(static mistake => mistake is not null);
}
