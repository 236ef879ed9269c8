using System.Net;
using System.Net.Sockets;
using Egnyte.ScimProxy.Commands.Demo;

namespace Egnyte.ScimProxy.Tests.Commands;

public sealed class DemoPortsTests
{
    [Fact]
    public void UsualPorts_ThatAreTaken_GiveWayToFreeOnes()
    {
        using var other = Listen(out var taken);

        var ports = DemoPorts.Choose(null, taken);

        Assert.Equal(new DemoPorts("http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0"), ports with { Note = null });
        Assert.Contains("--port", ports.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void AChosenPort_ThatIsTaken_IsAMistake()
    {
        using var other = Listen(out var taken);

        Assert.StartsWith($"--port (\"http://127.0.0.1:{taken}\") ", DemoPorts.Choose(taken).Mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65534)]
    public void APort_WithoutTwoAfterIt_IsAMistake(int port) =>
        Assert.Contains("must be from 1 to 65533", DemoPorts.Choose(port).Mistake, StringComparison.Ordinal);

    [Fact]
    public void Zero_ChoosesFreePorts() => Assert.Equal(new DemoPorts("http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0"), DemoPorts.Choose(0));

    private static TcpListener Listen(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }
}
