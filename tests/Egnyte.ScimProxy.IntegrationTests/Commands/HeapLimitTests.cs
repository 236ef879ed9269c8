using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>The program, native and not, under a heap limit of 192 MiB: clients with invented tokens cannot exhaust its memory.</summary>
public sealed partial class HeapLimitTests(NativeBinary native, ITestOutputHelper output)
{
    private const int Clients = 200;
    private const int HalfOpenClients = 4000;
    private const int MostMegabytes = 256;

    /// <summary>Kilobytes above the idle process that the form with a compiler of its own may take.</summary>
    private const int MostAboveIdleOfJit = 170_000;

    /// <summary>Bodies of 4 MiB of a verified token, which the proxy reads: 160 MiB in all.</summary>
    private const int LargeBodies = 40;

    /// <summary>
    /// Kilobytes above the idle process that may remain. A proxy that keeps the bodies needs 168,000 more, and with the rest exceeds the heap
    /// limit.
    /// </summary>
    private const int MostThatRemains = 115_000;

    /// <summary>Kilobytes above the idle native process that remain in the end. Measured: 0; with one collection after the burst 50,000.</summary>
    private const int MostThatStays = 30_000;

    /// <summary>The collections after a burst take three minutes.</summary>
    private static readonly TimeSpan LongestFall = TimeSpan.FromMinutes(4);

    /// <summary>Kestrel accepts 2,000 connections, and closes one more at a time. Without the limit more than 4,000 files are open.</summary>
    private const int MostFiles = 3000;

    /// <summary>Kilobytes above the idle process for 2,000 half-sent headers. Measured: 64,000 to 72,000; without the limit 105,000.</summary>
    private const int MostOfHalfSentHeaders = 95_000;

    /// <summary>Below the limit of 16 KiB for all headers, so that the proxy has to hold them.</summary>
    private const int HeaderBytes = 15_000;

    /// <summary>Five times the 2 s that are promised, for a machine that does other things.</summary>
    private static readonly TimeSpan LongestGet = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly byte[] Body = Encoding.ASCII.GetBytes(
        "{\"displayName\":\"G\",\"members\":[{\"value\":\"1\"}" + new string(' ', ScimBody.MaxBytes - 46) + "]}");

    public enum Sending
    {
        Complete,
        Chunked,
        Stalled,
    }

    [Theory]
    [InlineData(Sending.Complete, true)]
    [InlineData(Sending.Chunked, true)]
    [InlineData(Sending.Stalled, true)]
    [InlineData(Sending.Complete, false)]
    [InlineData(Sending.Chunked, false)]
    [InlineData(Sending.Stalled, false)]
    public async Task Serve_With200LargeBodiesOfInventedTokens_StaysSmallAndServesVerifiedTokens(Sending sending, bool isNative)
    {
        Assert.SkipUnless(isNative || sending is Sending.Complete || Exhaustive.IsOn, "Takes long, and differs little from the others: EXHAUSTIVE=1.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions { CallsPerSecond = 1000 }, TestContext.Current.CancellationToken);
        await using var proxy = await StartAsync(egnyte.Address, isNative);
        using var client = proxy.CreateClient();
        Assert.Equal(200, await StatusAsync(client));
        var idle = Kilobytes(proxy, "VmRSS");

        var attack = Task.WhenAll(Enumerable.Range(0, Clients).Select(number => AttackAsync(proxy, number, sending)));
        var waits = new List<TimeSpan>();
        while (waits.Count < 3 || !attack.IsCompleted)
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal(200, await StatusAsync(client));
            waits.Add(Stopwatch.GetElapsedTime(began));
            await Task.WhenAny(attack, Task.Delay(TimeSpan.FromSeconds(0.5), TestContext.Current.CancellationToken));
        }

        var statuses = await attack;
        Assert.True(proxy.Process.IsRunning);
        Assert.All(statuses, status => Assert.True(status is 401 or 408 or 413 or 429, $"{status}"));
        output.WriteLine(
            $"{(isNative ? "Native" : "JIT")}, {sending}: idle {idle / 1000} MB, peak {Kilobytes(proxy, "VmHWM") / 1000} MB, slowest of "
            + $"{waits.Count} GETs {waits.Max().TotalSeconds:F2} s");
        Assert.InRange(Kilobytes(proxy, "VmHWM"), 0, isNative ? MostMegabytes * 1000 : idle + MostAboveIdleOfJit);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, LongestGet));

        for (var i = 0; i < LargeBodies; i++)
        {
            using var content = new ByteArrayContent(Body) { Headers = { { "Content-Type", "application/scim+json" } } };
            using var response = await client.PostAsync("Groups", content, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode is 201 or 400 or 409, $"{response.StatusCode}");
        }

        output.WriteLine($"After {LargeBodies} bodies of a verified token: {Kilobytes(proxy, "VmRSS") / 1000} MB");
        await UntilAsync(() => Kilobytes(proxy, "VmRSS") < idle + MostThatRemains, State, Patience);
        if (isNative && Exhaustive.IsOn)
        {
            await UntilAsync(() => Kilobytes(proxy, "VmRSS") < idle + MostThatStays, State, LongestFall);
        }

        string State() => $"idle {idle} kB, now {Kilobytes(proxy, "VmRSS")} kB";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_With4000HalfSentHeaders_StaysSmallAndServesAgain(bool isNative)
    {
        Assert.SkipUnless(isNative || Exhaustive.IsOn, "Takes long, and differs little from the native form: EXHAUSTIVE=1.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        await using var egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions { CallsPerSecond = 1000 }, TestContext.Current.CancellationToken);
        await using var proxy = await StartAsync(egnyte.Address, isNative);
        using var client = proxy.CreateClient();
        Assert.Equal(200, await StatusAsync(client));
        var idle = Kilobytes(proxy, "VmRSS");
        var mostFiles = 0;
        var connections = new List<TcpClient>();

        for (var i = 0; i < HalfOpenClients; i++)
        {
            try
            {
                connections.Add(await ConnectAsync(proxy));
                await connections[^1]
                    .GetStream()
                    .WriteAsync(
                        Encoding.ASCII.GetBytes($"GET /scim/v2/Users HTTP/1.1\r\nX-Filler: {new string('a', HeaderBytes)}"),
                        TestContext.Current.CancellationToken);
            }
            catch (Exception refused) when (refused is IOException or SocketException)
            {
                // More connections than the proxy accepts: it closes the new one, which may be seen while it is made.
            }

            mostFiles = i % 100 == 99 ? Math.Max(mostFiles, Directory.GetFiles($"/proc/{proxy.Process.Id}/fd").Length) : mostFiles;
        }

        // On the connection that is open.
        Assert.Equal(200, await StatusAsync(client));
        output.WriteLine(
            $"{(isNative ? "Native" : "JIT")}, half-sent headers: idle {idle / 1000} MB, peak {Kilobytes(proxy, "VmHWM") / 1000} MB, {mostFiles} files open");
        Assert.InRange(mostFiles, 0, MostFiles);
        Assert.InRange(Kilobytes(proxy, "VmHWM"), 0, Math.Min(MostMegabytes * 1000, idle + MostOfHalfSentHeaders));
        connections.ForEach(connection => connection.Dispose());
        using var later = proxy.CreateClient();
        Assert.Equal(200, await StatusAsync(later));
    }

    private static async Task<int> StatusAsync(HttpClient client)
    {
        using var response = await client.GetAsync("Users?count=1", TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private static async Task<int> AttackAsync(RunningProxy proxy, int number, Sending sending)
    {
        using var connection = await ConnectAsync(proxy);
        var stream = connection.GetStream();
        using var answered = new CancellationTokenSource();
        var send = SendAsync(stream, number, sending, answered.Token);
        var line = new byte[12];
        await stream.ReadExactlyAsync(line, TestContext.Current.CancellationToken);
        await answered.CancelAsync();
        await send;
        return int.Parse(Encoding.ASCII.GetString(line)["HTTP/1.1 ".Length..], CultureInfo.InvariantCulture);
    }

    private static async Task SendAsync(NetworkStream stream, int number, Sending sending, CancellationToken cancellationToken)
    {
        var head = $"POST /scim/v2/Groups HTTP/1.1\r\nHost: scim.example.com\r\nAuthorization: Bearer invented-{number}\r\nContent-Type: "
            + "application/scim+json\r\n";
        try
        {
            if (sending is Sending.Chunked)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}Transfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n"), cancellationToken);
            }
            else
            {
                // Half of those that stall announce a body that is small enough to be read at once.
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"{head}Content-Length: {(sending is Sending.Stalled && number % 2 == 0 ? 16_000 : Body.Length)}\r\n\r\n"),
                    cancellationToken);
            }

            for (var sent = 0; sending is Sending.Stalled; sent += 150)
            {
                await stream.WriteAsync(Body.AsMemory(sent, 150), cancellationToken);
                await Task.Delay(TimeSpan.FromSeconds(0.5), cancellationToken);
            }

            await stream.WriteAsync(Body, cancellationToken);
            await stream.WriteAsync("\r\n0\r\n\r\n"u8.ToArray(), cancellationToken);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The proxy has answered.
        }
    }

    private static async Task<TcpClient> ConnectAsync(RunningProxy proxy)
    {
        var client = new TcpClient();
        await client.ConnectAsync(proxy.Address.Host, proxy.Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    private static int Kilobytes(RunningProxy proxy, string what) => int.Parse(
        File.ReadLines($"/proc/{proxy.Process.Id}/status")
            .Single(line => line.StartsWith(what, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static async Task UntilAsync(Func<bool> holds, Func<string> state, TimeSpan patience)
    {
        for (var began = Stopwatch.GetTimestamp(); !holds();)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < patience, state());
            await Task.Delay(TimeSpan.FromSeconds(0.2), TestContext.Current.CancellationToken);
        }
    }

    private async Task<RunningProxy> StartAsync(Uri egnyte, bool isNative)
    {
        (string, string)[] settings =
        [
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.ToString()),
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("Logging__LogLevel__Default", "None"), // no test reads the log
            ("DOTNET_GCHeapHardLimit", $"{192 * 1024 * 1024:x}"),
        ];
        var process = isNative ? new ProxyProcess(await native.PathAsync(), ["serve"], settings) : new ProxyProcess(["serve"], settings);
        var addresses = Address().Matches(await process.ReadUntilAsync("/health/ready"));
        var proxy = new RunningProxy(process, new Uri(addresses[0].Value), new Uri(new Uri(addresses[^1].Value), "/health/ready"));
        await proxy.UntilReadyAsync();
        return proxy;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
