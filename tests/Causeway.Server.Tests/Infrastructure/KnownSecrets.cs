using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>
/// The secrets that the tests use. No server may log one or leave one in its database or its directory: each <see cref="CausewayApp"/> is looked through
/// when its tests are over, the shared ones at the end of the run.
/// </summary>
public static class KnownSecrets
{
    private static readonly ConcurrentDictionary<string, bool> All = new(StringComparer.Ordinal)
    {
        [CausewayApp.ApiKey] = true,
        [Convert.ToBase64String(Encoding.UTF8.GetBytes(CausewayApp.ApiKey))] = true,
        [FakeLedgerProbe.Password] = true,
    };

    private static volatile SearchValues<string>? search;

    /// <summary>Looks for this, too, from now on: a secret, or how secrets begin.</summary>
    public static void Keep(params ReadOnlySpan<string> secrets)
    {
        foreach (var secret in secrets)
        {
            // What is shorter stands in texts by chance.
            secret.Length.ShouldBeGreaterThanOrEqualTo(6);
            if (All.TryAdd(secret, true))
            {
                search = null;
            }
        }
    }

    /// <summary>The secret in a text, or null.</summary>
    public static string? In(string text)
    {
        var known = search ??= SearchValues.Create([.. All.Keys], StringComparison.Ordinal);
        return text.AsSpan().IndexOfAny(known) is >= 0 and var at
            ? All.Keys.First(s => text.AsSpan(at).StartsWith(s, StringComparison.Ordinal))
            : null;
    }

    /// <summary>The places of a database that hold a secret.</summary>
    public static async Task<IReadOnlyList<string>> InDatabaseAsync(IServiceProvider services)
    {
        var found = new List<string>();
        await foreach (var (table, column, value) in DatabaseDump.ReadAsync(services))
        {
            if (In(value) is { } secret)
            {
                found.Add($"{table}.{column} holds {secret}");
            }
        }

        return found;
    }
}

/// <summary>Looks at each line that a server logs, as it would be written.</summary>
[ProviderAlias(Alias)]
public sealed class SecretsInLogs : ILoggerProvider
{
    public const string Alias = "SecretsInLogs";

    private readonly ConcurrentQueue<string> found = new();
    private int lines;

    public IReadOnlyList<string> Found => [.. found];

    /// <summary>How many lines it saw.</summary>
    public int Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Look(categoryName, this);

    public void Dispose() { }

    private sealed class Look(string category, SecretsInLogs all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            Interlocked.Increment(ref all.lines);
            var line = exception is null ? formatter(state, exception) : $"{formatter(state, exception)} {exception}";
            if (KnownSecrets.In(line) is { } secret)
            {
                all.found.Enqueue($"The log of {category} holds {secret}");
            }
        }
    }
}

/// <summary>Reads all that a database holds.</summary>
public static class DatabaseDump
{
    /// <summary>Every value of every table, messages included, as text: bytes as what they would read as.</summary>
    public static async IAsyncEnumerable<(string Table, string Column, string Value)> ReadAsync(
        IServiceProvider services
    )
    {
        await using var scope = services.CreateAsyncScope();
        var connection = scope.ServiceProvider.GetRequiredService<CausewayDb>().Database.GetDbConnection();
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = connection.CreateCommand())
        {
            list.CommandText =
                CausewayApp.DatabaseKind is DatabaseKind.Sqlite
                    ? "SELECT '\"' || name || '\"' FROM sqlite_master WHERE type = 'table'"
                    : "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
            await using var names = await list.ExecuteReaderAsync();
            while (await names.ReadAsync())
            {
                tables.Add(names.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            await using var all = connection.CreateCommand();
            all.CommandText = $"SELECT * FROM {table}";
            await using var rows = await all.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                for (var i = 0; i < rows.FieldCount; i++)
                {
                    var value = rows.GetValue(i) switch
                    {
                        byte[] bytes => Encoding.UTF8.GetString(bytes),
                        string text => text,
                        string[] texts => string.Join('|', texts),
                        _ => null,
                    };
                    if (value is not null)
                    {
                        yield return (table, rows.GetName(i), value);
                    }
                }
            }
        }
    }
}
