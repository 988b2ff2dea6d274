using Causeway.Server.Storage;

namespace Causeway.Server.Settings.Link;

/// <summary>
/// Whether Link opens only with a password: asked for with each address in each body, so always in memory. It is read before the first request,
/// after each change in this process, and every second where another process may make one.
/// </summary>
public sealed partial class LinkPasswordRule(
    IServiceScopeFactory scopes,
    DatabaseOptions database,
    ILogger<LinkPasswordRule> logger
) : BackgroundService
{
    // How late another process may learn of it: what it answers meanwhile leads to a page that says so.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private bool isRequired;
    private int begun;
    private int taken;

    /// <summary>Whether Link opens only with one.</summary>
    public bool IsRequired => Volatile.Read(ref isRequired);

    /// <summary>Reads what is committed.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        var turn = Interlocked.Increment(ref begun);
        await using var scope = scopes.CreateAsyncScope();
        var settings = await LinkSettings.ReadAsync(scope.ServiceProvider.GetRequiredService<CausewayDb>(), ct);
        lock (gate)
        {
            // One that began later has seen what is at least as new.
            if (turn > taken)
            {
                taken = turn;
                Volatile.Write(ref isRequired, settings.OneTimePasswords is true);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Kind is DatabaseKind.Sqlite)
        {
            return; // one file is for one process
        }

        // By the machine's clock, as others write by theirs.
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LoadAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "It could not be seen whether Link requires passwords now")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
