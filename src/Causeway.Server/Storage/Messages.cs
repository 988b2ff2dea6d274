using JasperFx.CodeGeneration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;
using Wolverine.Sqlite;

namespace Causeway.Server.Storage;

/// <summary>Durable messages, in the same database as what they speak of, so that both are saved or neither.</summary>
public static class Messages
{
    /// <summary>Sets up the outbox, the queues and what happens to a message that fails.</summary>
    public static void Configure(WolverineOptions options, DatabaseOptions database)
    {
        Store(options, database);
        options.Durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
        options.Durability.ScheduledJobFirstExecution = TimeSpan.Zero;
        options.Durability.KeepAfterMessageHandling = TimeSpan.FromMinutes(1);
        options.Durability.DurabilityMetricsEnabled = false;
        options.Durability.NodeAssignmentHealthCheckTracingEnabled = false;

        options.UseEntityFrameworkCoreTransactions();
        options.Policies.AutoApplyTransactions();
        options.Policies.UseDurableLocalQueues();
        options.MultipleHandlerBehavior = MultipleHandlerBehavior.Separated;

        options.Policies.MessageExecutionLogLevel(LogLevel.Debug);
        options.Policies.MessageSuccessLogLevel(LogLevel.Debug);
        WhenItFails(options);

        options.CodeGeneration.ApplicationAssembly = typeof(Messages).Assembly;
        // ./generate-handlers wrote the code; to compile it at start would cost a second and 200 MB.
#if GENERATES_HANDLERS
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
#else
        options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
#endif
    }

    private static void Store(WolverineOptions options, DatabaseOptions database)
    {
        if (database.Kind is DatabaseKind.Sqlite)
        {
            options.PersistMessagesWithSqlite(database.ConnectionString);
            options.Durability.Mode = DurabilityMode.Solo;
            return;
        }

        options.PersistMessagesWithPostgresql(database.ConnectionString, "wolverine");
        options.Durability.Mode = DurabilityMode.Balanced;
        // A process that dies is noticed within ten seconds, by its own successor or by another, and its messages go on there.
        options.Durability.FirstHealthCheckExecution = TimeSpan.Zero;
        options.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
        options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(6);
        options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
        options.Durability.OrphanedMessageSweepPollingTime = TimeSpan.FromSeconds(1);
    }

    // Without a rule here a message that fails is set aside at once.
    private static void WhenItFails(WolverineOptions options)
    {
        options
            .Policies.OnException<DbUpdateConcurrencyException>()
            .RetryWithCooldown(
                TimeSpan.FromMilliseconds(50),
                TimeSpan.FromMilliseconds(200),
                TimeSpan.FromMilliseconds(500),
                TimeSpan.FromSeconds(1)
            );
        options
            .Policies.OnException<SqliteException>(e => e.SqliteErrorCode is 5 or 6)
            .Or<NpgsqlException>(e => e.IsTransient)
            .ScheduleRetry(
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMinutes(2)
            );
        options
            .Policies.OnAnyException()
            .ScheduleRetry(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
    }
}
