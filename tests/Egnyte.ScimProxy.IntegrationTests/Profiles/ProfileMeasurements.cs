using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>What one proxy's meter says of profiles; other hosts of this process have meters of the same name.</summary>
public sealed class ProfileMeasurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _reloads = new();
    private readonly ConcurrentDictionary<string, int> _outdated = new();
    private readonly TaskCompletionSource _reloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProfileMeasurements(ScimProxyApplication proxy)
    {
        var factory = proxy.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith("scim_proxy.profile.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            _reloads.Enqueue((string)tags[0].Value!);
            _reloaded.TrySetResult();
        });
        _listener.SetMeasurementEventCallback<int>((_, outdated, tags, _) => _outdated[(string)tags[0].Value!] = outdated);
        _listener.Start();
    }

    /// <summary>The results counted since this listens.</summary>
    public IReadOnlyList<string> Reloads => [.. _reloads];

    /// <summary>Ends with the first of them.</summary>
    public Task Reloaded => _reloaded.Task;

    public int Outdated(string tenant)
    {
        _listener.RecordObservableInstruments();
        return _outdated[tenant];
    }

    public void Dispose() => _listener.Dispose();
}
