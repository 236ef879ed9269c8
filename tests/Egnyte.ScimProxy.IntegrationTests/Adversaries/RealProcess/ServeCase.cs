using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Egnyte.ScimProxy.IntegrationTests.Balancers;
using Egnyte.ScimProxy.IntegrationTests.Commands;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>
/// The native binary serves clients that keep the rules and clients that do not, under a heap limit, and is stopped by a signal at a moment
/// chosen by chance: every request of the former is answered, and the process ends as the documentation says.
/// </summary>
internal sealed class ServeCase(Random chance, string program)
{
    /// <summary>Clients keep to their connections for a part of it, so that no request begins when the listener closes.</summary>
    private const int ShutdownDelay = 3;

    private static readonly TimeSpan LongestAfterTheSignal = TimeSpan.FromSeconds(1);

    private static readonly int[] HeapMegabytes = [0, 192, 256, 400];

    private static readonly (PosixSignal Signal, int ExitCode)[] Signals = [(PosixSignal.SIGTERM, 143), (PosixSignal.SIGINT, 130)];

    private readonly string[] _tokens = [ScimProxyApplication.Token, "token-of-b", "token-of-c", "token-of-d"];
    private readonly List<string> _did = [];

    public override string ToString() => string.Join(", ", _did);

    /// <summary>Runs one proxy alone and says what is wrong, or null.</summary>
    public async Task<string?> RunAsync()
    {
        await using var egnyte = await StartEgnyteAsync();
        var process = Start(egnyte, [
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"), ("ScimProxy__ShutdownDelay", ShutdownDelay.ToString(CultureInfo.InvariantCulture)),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ]);
        var replica = Replica.In(await process.ReadUntilAsync("/health/ready"));
        await using var proxy = new RunningProxy(process, replica.Address, new Uri(replica.Management, "/health/ready"));
        await proxy.UntilReadyAsync();
        using var trueEnough = NewEnough();
        using var rawEnough = NewEnough();
        var clients = TrueClients(egnyte, token => Client(replica.Address, token));
        var asked = clients.Select(client => Task.Run(() => client.AskAsync(trueEnough.Token))).ToList();
        var raw = RawClients(cancellation => ConnectAsync(replica.Address, cancellation), rawEnough.Token);

        await WaitAsync(TimeSpan.FromSeconds(1.5 * chance.NextDouble()));
        var (first, second) = (Signals[chance.Next(2)], Signals[chance.Next(2)]);
        _did.Add($"{first.Signal}");
        var signalled = Stopwatch.GetTimestamp();
        clients.ForEach(client => client.MayBeLost = () => Stopwatch.GetElapsedTime(signalled) > TimeSpan.FromSeconds(ShutdownDelay - 1));
        process.Send(first.Signal);
        await proxy.UntilNotReadyAsync();
        clients.ForEach(client => client.MustClose = true);
        await WaitAsync(LongestAfterTheSignal * chance.NextDouble());
        await trueEnough.CancelAsync();
        var wrong = (await Task.WhenAll(asked)).OfType<string>().FirstOrDefault();
        var isTwice = chance.Next(4) == 0 && process.IsRunning;
        if (isTwice)
        {
            _did.Add($"{second.Signal} too");
            process.Send(second.Signal);
        }
        else if (chance.Next(4) > 0)
        {
            // Otherwise their stalled bodies and half heads last until the proxy ends them.
            await rawEnough.CancelAsync();
        }

        var (exitCode, _, errors) = await process.EndAsync();
        await rawEnough.CancelAsync();
        wrong ??= (await Task.WhenAll(raw)).OfType<string>().FirstOrDefault();
        return wrong ?? (exitCode == 0 || (isTwice && exitCode == second.ExitCode) ? null : $"ended with {exitCode}\n{errors}");
    }

    /// <summary>Runs two replicas behind a balancer, of which one is stopped.</summary>
    public async Task<string?> RunBehindAsync(string balancerName)
    {
        await using var egnyte = await StartEgnyteAsync();
        await using var stopped = Start(egnyte, ShippedImage.Read().OnFreePorts);
        await using var remaining = Start(egnyte, ShippedImage.Read().OnFreePorts);
        var (replica, other) = (Replica.In(await stopped.ReadUntilAsync("/health/ready")), Replica.In(await remaining.ReadUntilAsync("/health/ready")));
        await using var balancer = await Balancer.StartAsync(balancerName, [replica, other, other], TestContext.Current.CancellationToken);
        using var enough = NewEnough();
        var asked = TrueClients(egnyte, balancer.CreateClient).Select(client => Task.Run(() => client.AskAsync(enough.Token))).ToList();
        var raw = RawClients(balancer.ConnectAsync, enough.Token);

        await WaitAsync(TimeSpan.FromSeconds(chance.NextDouble()));
        stopped.Send(PosixSignal.SIGTERM);
        var (exitCode, _, errors) = await stopped.EndAsync();
        await WaitAsync(TimeSpan.FromSeconds(chance.NextDouble()));
        await enough.CancelAsync();

        return (await Task.WhenAll(asked.Concat(raw))).OfType<string>().FirstOrDefault() ?? (exitCode == 0 ? null : $"ended with {exitCode}\n{errors}");
    }

    private static CancellationTokenSource NewEnough() => CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private static Task WaitAsync(TimeSpan time) => Task.Delay(time, TestContext.Current.CancellationToken);

    private static async Task<Socket> ConnectAsync(Uri address, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private HttpClient Client(Uri address, string token)
    {
        var keepsConnections = chance.Next(2) == 0;
        var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero })
        {
            BaseAddress = new Uri(address, "scim/v2/"),
        };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", ScimProxyApplication.Okta);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return client;
    }

    private async Task<EgnyteSimulator> StartEgnyteAsync()
    {
        var latency = chance.Next(400);
        _did.Add($"Egnyte takes {latency} ms");
        return await EgnyteSimulator.StartAsync(
            new SimulatorOptions
            {
                CallsPerSecond = 100_000,
                CallsPerDay = 100_000_000,
                SeedPeople = false,
                Tokens = [.. _tokens[1..]],
                Latency = TimeSpan.FromMilliseconds(latency),
            },
            TestContext.Current.CancellationToken);
    }

    private ProxyProcess Start(EgnyteSimulator egnyte, (string Key, string Value)[] settings)
    {
        var heap = HeapMegabytes[chance.Next(HeapMegabytes.Length)];
        _did.Add($"heap {heap} MiB");
        return new(program, ["serve"], [
            .. settings,
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()), ("ScimProxy__Tenants__default__CallsPerSecond", "1000"),
            ("ScimProxy__Tenants__default__CallsPerDay", "1000000"),
            ("Logging__LogLevel__Default", "None"), // no test reads the log
            .. heap == 0 ? Array.Empty<(string, string)>() : [("DOTNET_GCHeapHardLimit", $"{heap * 1024 * 1024:x}")],
        ]);
    }

    private List<TrueClient> TrueClients(EgnyteSimulator egnyte, Func<string, HttpClient> connect)
    {
        var count = chance.Next(1, 6);
        _did.Add($"{count} true clients");
        return [.. Enumerable.Range(0, count)
            .Select(number => new TrueClient(new Random(chance.Next()), connect(_tokens[number % _tokens.Length]), $"c{number}-", egnyte.Domain))];
    }

    private List<Task<string?>> RawClients(Func<CancellationToken, Task<Socket>> connect, CancellationToken enough)
    {
        var count = chance.Next(1, 12);
        _did.Add($"{count} raw clients");
        return [.. Enumerable.Range(0, count)
            .Select(_ => new RawClient(new Random(chance.Next()), connect))
            .Select(client => Task.Run(() => client.TalkAsync(enough)))];
    }
}
