using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore;

namespace Causeway.Server.Grants.Keys;

/// <summary>
/// The framework makes a new key by itself before the last one is 90 days old, and tells nobody. This looks whether anything is still encrypted with an
/// earlier one, and begins the same as <see cref="RotateEncryptionKey"/> does: until nothing is, whatever came in between.
/// </summary>
public sealed partial class KeyWatch(
    IServiceScopeFactory scopes,
    VaultKeys keys,
    IEnumerable<SealedColumn> columns,
    IHostApplicationLifetime lifetime,
    ILogger<KeyWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    /// <summary>Looks once.</summary>
    /// <returns>Whether something was encrypted with an earlier key.</returns>
    public async Task<bool> LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<CausewayDb>>();
        var key = keys.CurrentKeyId();
        foreach (var column in columns)
        {
            var earlier = await outbox
                .DbContext.Database.SqlQueryRaw<int>(column.AnyOfAnotherKey, key.ToByteArray())
                .ToListAsync(ct);
            if (earlier.Count > 0)
            {
                Log.Changed(logger, column.Table, key);
                await outbox.SaveAsync(ct, new EncryptionKeyRotated());
                return true;
            }
        }

        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Messages can be sent only then.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        // By the machine's clock, as the framework's keys are.
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Earlier keys stay good for reading; the next turn catches up.
                Log.Failed(logger, e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "Secrets of {Table} are encrypted with a key before {KeyId}, and will be with that one"
        )]
        public static partial void Changed(ILogger logger, string table, Guid keyId);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "It could not be seen which keys secrets are encrypted with"
        )]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}

/// <summary>A column that the <see cref="Vault"/> seals, and that is sealed again when the key is another.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">The column.</param>
public sealed record SealedColumn(string Table, string Name)
{
    /// <summary>Finds out whether there is anything that was sealed with another key than the given one, whose id follows the first four bytes.</summary>
    public string AnyOfAnotherKey =>
        $"SELECT 1 AS \"Value\" FROM {Table} WHERE substr({Name}, {VaultKeys.KeyIdFrom}, {VaultKeys.KeyIdLength}) <> {{0}} LIMIT 1";
}
