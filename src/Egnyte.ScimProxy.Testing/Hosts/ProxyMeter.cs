using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.Testing;

/// <summary>What one proxy's own meter says; other hosts of this process have meters of the same name. Tags are told by their values, in order.</summary>
public sealed class ProxyMeter : IDisposable
{
    private const string Names = "scim_proxy.";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, long Count, string Tags)> _counts = new();
    private readonly ConcurrentDictionary<(string Name, string Tags), int> _gauges = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _counted = new();

    public ProxyMeter(ScimProxyApplication proxy)
    {
        var factory = proxy.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith(Names, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) =>
        {
            _counts.Enqueue((instrument.Name, count, TextOf(tags)));
            Signal(instrument.Name).TrySetResult();
        });
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _gauges[(instrument.Name, TextOf(tags))] = value);
        _listener.Start();
    }

    /// <summary>Everything of this name that was counted since this listens, by its tags.</summary>
    /// <param name="name">Without the meter's own part.</param>
    public IReadOnlyList<string> Counts(string name) => [.. _counts.Where(counted => counted.Name == Names + name).Select(counted => counted.Tags)];

    /// <summary>Its sum since this listens.</summary>
    public long Total(string name) => _counts.Where(counted => counted.Name == Names + name).Sum(counted => counted.Count);

    /// <summary>Ends when the first of this name is counted.</summary>
    public Task CountedAsync(string name) => Signal(Names + name).Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>What a gauge shows now.</summary>
    /// <exception cref="KeyNotFoundException">Nothing with these tags.</exception>
    public int Gauge(string name, string tags)
    {
        _gauges.Clear();
        _listener.RecordObservableInstruments();
        return _gauges[(Names + name, tags)];
    }

    public void Dispose() => _listener.Dispose();

    private TaskCompletionSource Signal(string name) =>
        _counted.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static string TextOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var values = new List<string?>(tags.Length);
        foreach (var tag in tags)
        {
            values.Add(tag.Value?.ToString());
        }

        return string.Join(' ', values);
    }
}
