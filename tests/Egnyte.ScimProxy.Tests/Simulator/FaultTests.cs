using System.Text;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

/// <summary>What goes wrong at the n-th call, and whether the call has taken effect by then.</summary>
public sealed class FaultTests : SimulatorTest
{
    private const string OneUser = $"{Users}?count=1&startIndex=1000";

    private SimulatorControls Controls => Simulator.Controls;

    [Theory]
    [InlineData(null, new[] { 200, 502, 200, 201 })]
    [InlineData("GET", new[] { 200, 502, 200, 201 })]
    [InlineData("post", new[] { 200, 200, 200, 201 })]
    [InlineData("/pubapi/v2/users", new[] { 200, 200, 502, 201 })]
    [InlineData("GET /pubapi/v2/groups", new[] { 200, 200, 200, 201 })]
    public async Task FailNth_FailsTheNthCallThatMatchesAndNoOther(string? on, int[] expected)
    {
        Controls.FailNth(2, new SimulatedFault { On = on, Status = 502 });

        var replies = new[] { await GetAsync(Users), await GetAsync(Groups), await GetAsync(Users), await SendAsync("POST", Users, NewUser()) };

        Assert.Equal(expected, replies.Select(reply => reply.Status));
    }

    [Fact]
    public async Task FailNth_TwoFaults_CountSideBySide()
    {
        Controls.FailNth(1, new SimulatedFault { Status = 500, Count = 2 });
        Controls.FailNth(2, new SimulatedFault { Status = 503 });

        var statuses = new[] { await GetAsync(Users), await GetAsync(Users), await GetAsync(Users), await GetAsync(Users) }.Select(reply => reply.Status);

        Assert.Equal([500, 500, 503, 200], statuses);
        Assert.Equal(0, Controls.FailuresLeft);
    }

    [Theory]
    [InlineData(FailureKind.Error, 503, false)]
    [InlineData(FailureKind.Html, 200, false)]
    [InlineData(FailureKind.Error, 503, true)]
    [InlineData(FailureKind.Html, 200, true)]
    public async Task Failure_WithAnAnswer_StrikesBeforeOrAfterTheEffect(FailureKind kind, int status, bool afterEffect)
    {
        Controls.FailNext(new SimulatedFault { Kind = kind, Status = status, AfterEffect = afterEffect });

        var reply = await SendAsync("POST", Users, NewUser());

        Assert.Equal((status, kind == FailureKind.Html), (reply.Status, reply.Text.Contains("<html>", StringComparison.Ordinal)));
        Assert.Equal(afterEffect, Domain.FindUser("jane.doe") is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Abort_ResetsBeforeOrAfterTheEffect(bool afterEffect)
    {
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Abort, AfterEffect = afterEffect });

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("POST", Users, NewUser()));

        Assert.Equal(afterEffect, Domain.FindUser("jane.doe") is not null);
        Assert.Equal(0, Assert.Single(Simulator.Calls.Snapshot()).Status);
    }

    [Fact]
    public async Task Failure_AfterTheEffect_IsNotSpentOnACallThatTheGatewayRefuses()
    {
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Garbage });
        Controls.CallsPerDay = 0;
        Assert.Equal(403, (await GetAsync(Users)).Status);

        Controls.CallsPerDay = 1000;

        Assert.StartsWith("\uFFFD\uFFFD\0", (await GetAsync(Users)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Truncated_SendsHalfOfTheTrueAnswerAfterTheEffect()
    {
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Truncated });
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Simulator.Address, Users))
        {
            Content = new StringContent(NewUser(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Authorization", $"Bearer {Token}");

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var body = new MemoryStream();
        await Assert.ThrowsAsync<HttpIOException>(async () => await (await response.Content.ReadAsStreamAsync(Cancelled)).CopyToAsync(body, Cancelled));

        Assert.Equal(201, (int)response.StatusCode);
        Assert.StartsWith("{\"id\":", Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
        Assert.True(body.Length < response.Content.Headers.ContentLength);
        Assert.NotNull(Domain.FindUser("jane.doe"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("scalars=text list=Resources fields=2019 errors=nested")]
    public async Task Garbage_HasTheTrueStatusAfterTheEffect_InEveryDialect(string dialect)
    {
        Controls.Dialect = Controls.Dialect.With(dialect);
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Garbage });

        var reply = await SendAsync("POST", Users, NewUser());

        Assert.Equal((201, "application/json; charset=UTF-8"), (reply.Status, reply.Header("Content-Type")));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
        Assert.NotNull(Domain.FindUser("jane.doe"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("errors=message")]
    [InlineData("errors=nested")]
    public async Task Garbage_OfARefusal_IsGarbageInEveryDialect(string dialect)
    {
        Controls.Dialect = Controls.Dialect.With(dialect);
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Garbage });

        var reply = await SendAsync("POST", Users, "{}");

        Assert.Equal(400, reply.Status);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
    }

    [Fact]
    public async Task Drip_SendsTheTrueAnswerAByteAtATime()
    {
        var whole = await GetAsync(OneUser);
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Drip, Interval = TimeSpan.FromSeconds(3) });

        var reply = await Time.HurryAsync(GetAsync(OneUser));

        Assert.Equal(whole.Text, reply.Text);
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(3), whole.Text.Length), Time.Waits);
    }

    [Fact]
    public async Task Drip_WhenFaultsAreCleared_SendsTheRestAtOnce()
    {
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Drip });
        var call = GetAsync(OneUser);
        await Time.IsAwaited;

        Controls.Clear();

        Assert.Equal(1000, (await call).Json.GetProperty("startIndex").GetInt32());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hang_AnswersNothingUntilFaultsAreCleared(bool afterEffect)
    {
        var call = await HangingCallAsync(afterEffect, Cancelled);
        Assert.False(call.IsCompleted);
        Assert.Equal(afterEffect, Domain.FindUser("jane.doe") is not null);

        Controls.Clear();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task Hang_EndsWithTheHost()
    {
        var call = await HangingCallAsync(afterEffect: false, Cancelled);

        await Simulator.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task Hang_EndsWhenTheCallerGivesUp()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var call = await HangingCallAsync(afterEffect: false, patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(200, (await GetAsync(Users)).Status);
    }

    [Fact]
    public async Task Jitter_HoldsTheSameCallsEquallyLongForTheSameSeed()
    {
        (Controls.Latency, Controls.Jitter, Controls.JitterSeed) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(50), 7);
        await Time.HurryAsync(GetAsync(Users));
        await Time.HurryAsync(GetAsync(Users));

        Controls.JitterSeed = 7;
        await Time.HurryAsync(GetAsync(Users));
        await Time.HurryAsync(GetAsync(Users));

        Assert.Equal(Time.Waits.Take(2), Time.Waits.Skip(2));
        Assert.NotEqual(Time.Waits[0], Time.Waits[1]);
        Assert.All(Time.Waits, wait => Assert.InRange(wait.TotalMilliseconds, 100, 150));
    }

    [Fact]
    public void Fault_WithoutSense_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.FailNth(0, new SimulatedFault()));
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.FailNext(new SimulatedFault { Count = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.FailNext(new SimulatedFault { Interval = TimeSpan.Zero }));
        Assert.Throws<ArgumentException>(() => Controls.FailNext(new SimulatedFault { Status = 200 }));
        Assert.Throws<ArgumentException>(() => Controls.FailNext(new SimulatedFault { Kind = FailureKind.OverQps, AfterEffect = true }));
        Assert.Contains(
            "/pubapi/v2/users",
            Assert.Throws<ArgumentException>(() => Controls.FailNext(new SimulatedFault { On = "/users" })).Message,
            StringComparison.Ordinal);
    }

    private async Task<Task<Reply>> HangingCallAsync(bool afterEffect, CancellationToken patience)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Simulator.Calls.Recorded += _ => arrived.TrySetResult();
        Controls.FailNext(new SimulatedFault { Kind = FailureKind.Hang, AfterEffect = afterEffect });
        var call = SendWhileAsync("POST", Users, NewUser(), patience);
        await arrived.Task.WaitAsync(Cancelled);
        return call;
    }
}
