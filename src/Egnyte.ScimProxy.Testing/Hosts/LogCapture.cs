using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.Testing;

/// <summary>Keeps what was logged, so that a test can assert it like any other output.</summary>
public sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => capture._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            capture._scopes.ForEachScope(static (scope, all) => all.Add($"{scope}"), scopes);
            capture._lines.Enqueue(new LogLine(category, logLevel, eventId.Id, formatter(state, exception), exception?.ToString()) { Scopes = scopes });
        }
    }
}

public sealed record LogLine(string Category, LogLevel Level, int EventId, string Text, string? Exception = null)
{
    /// <summary>What the log prints of each scope, the outermost first.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
