using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Keeps what is logged, as it would be written: for tests that look for what must not be in it.</summary>
public sealed class LogMemory : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Memory(categoryName, lines);

    public void Dispose() { }

    private sealed class Memory(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
    }
}
