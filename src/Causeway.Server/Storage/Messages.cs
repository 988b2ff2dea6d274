using System.Data.Common;
using JasperFx.CodeGeneration;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;
using Wolverine.Sqlite;

namespace Causeway.Server.Storage;

/// <summary>Durable messages, in the same database as what they speak of, so that both are saved or neither.</summary>
public static class Messages
{
    /// <summary>The queue, in the database, through which a process that handles no messages sends them to those that do.</summary>
    public const string EngineQueue = "engine";

    // Most of a message is waiting for a source, and one that takes its time must not hold up the others.
    private const int MostAtOnce = 32;

    /// <summary>Sets up the outbox, the queues and what happens to a message that fails.</summary>
    /// <param name="options">What is set up.</param>
    /// <param name="database">Where messages are kept.</param>
    /// <param name="isEngine">Whether this process handles messages, or only sends them.</param>
    public static void Configure(WolverineOptions options, DatabaseOptions database, bool isEngine)
    {
        Store(options, database, isEngine);
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

    /// <summary>Whether a failure is the database's and passes: it is busy, away or overtaken by another transaction.</summary>
    public static bool IsTransient(Exception exception) =>
        exception switch
        {
            // Locked, and busy.
            SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6,
            DbException database => database.IsTransient,
            DbUpdateConcurrencyException => false,
            DbUpdateException { InnerException: { } inner } => IsTransient(inner),
            InvalidOperationException { InnerException: DbException inner } => IsTransient(inner),
            _ => false,
        };

    private static void Store(WolverineOptions options, DatabaseOptions database, bool isEngine)
    {
        if (database.Kind is DatabaseKind.Sqlite)
        {
            options.PersistMessagesWithSqlite(database.ConnectionString);
            options.Durability.Mode = DurabilityMode.Solo;
            return;
        }

        options.PersistMessagesWithPostgresql(database.ConnectionString, "wolverine").EnableMessageTransport();
        // The same in all processes: it decides a column of the tables that they share.
        options.Durability.OutboxStaleTime = TimeSpan.FromMinutes(1);
        if (!isEngine)
        {
            SendOnly(options);
            return;
        }

        options.ListenToPostgresqlQueue(EngineQueue).UseDurableInbox().MaximumParallelMessages(MostAtOnce);
        options.Durability.Mode = DurabilityMode.Balanced;
        // A process that dies is noticed within ten seconds, by its own successor or by another, and its messages go on there.
        options.Durability.FirstHealthCheckExecution = TimeSpan.Zero;
        options.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
        options.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(6);
        options.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(2);
        options.Durability.OrphanedMessageSweepPollingTime = TimeSpan.FromSeconds(1);
    }

    // It knows no handler, is no member of the cluster, and takes nothing over from a process that died. What it saved and could not send any
    // more, an engine sends.
    private static void SendOnly(WolverineOptions options)
    {
        options.Discovery.DisableConventionalDiscovery();
        options.PublishAllMessages().ToPostgresqlQueue(EngineQueue).SendInline();
        options.Durability.Mode = DurabilityMode.ServerlessWithOutbox;
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
        // What is to be done still is, however long the database is away.
        options
            .Policies.OnException(IsTransient)
            .ScheduleRetryIndefinitely(
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMinutes(1)
            );
        options
            .Policies.OnAnyException()
            .ScheduleRetry(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
    }
}
