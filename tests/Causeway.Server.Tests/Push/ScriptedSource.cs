using System.Collections.Concurrent;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Server.Tests.Push;

/// <summary>A source that keeps what is written to it, and misbehaves as a test tells it to.</summary>
public sealed class ScriptedSource
{
    private readonly ConcurrentDictionary<ConnectionId, Books> books = new();

    /// <summary>The source as one connection sees it.</summary>
    public Books Of(ConnectionId connection) => books.GetOrAdd(connection, _ => new Books());

    /// <summary>One connection's records, and what happens next to those who write or look.</summary>
    public sealed class Books
    {
        private readonly ConcurrentQueue<Func<Func<WriteResult>, CancellationToken, Task<WriteResult>>> writes = new();
        private readonly ConcurrentQueue<Func<CancellationToken, Task<bool>>> looks = new();
        private readonly ConcurrentQueue<WrittenRecord> records = new();
        private int atWork;
        private int calls;
        private int looked;
        private int mostAtWork;

        public IReadOnlyList<WrittenRecord> Records => [.. records];

        /// <summary>How many writes arrived, whatever became of them.</summary>
        public int Calls => calls;

        public int Looks => looked;

        /// <summary>How many writes were under way at the same time.</summary>
        public int MostAtWork => mostAtWork;

        /// <summary>What the source says about when a record was changed there.</summary>
        public DateTimeOffset? Modified { get; set; }

        public SourceFailure? OptionsFail { get; set; }

        /// <summary>The next write that has no plan yet goes like this. The function given makes the record.</summary>
        public Books NextWrite(Func<Func<WriteResult>, CancellationToken, Task<WriteResult>> how)
        {
            writes.Enqueue(how);
            return this;
        }

        public Books NextWriteFails(SourceFailure failure) => NextWrite((_, _) => throw new SourceException(failure));

        public Books NextWriteFails(SourceFailureCategory category, string message = "The source says no.") =>
            NextWriteFails(new SourceFailure(category, message));

        /// <summary>The record is made, and the answer gets lost.</summary>
        public Books NextAnswerIsLost() =>
            NextWrite(
                (make, _) =>
                {
                    make();
                    throw new SourceException(new SourceFailure(SourceFailureCategory.Lost, "The answer was lost."));
                }
            );

        /// <summary>The next look goes like this: true tells what is there, false shows nothing.</summary>
        public Books NextLook(Func<CancellationToken, Task<bool>> how)
        {
            looks.Enqueue(how);
            return this;
        }

        public Books NextLookFails(SourceFailureCategory category) =>
            NextLook(_ => throw new SourceException(new SourceFailure(category, "The source can't be asked.")));

        public async Task<WriteResult> WriteAsync(WriteMarker marker, string? id, string name, CancellationToken ct)
        {
            var now = Interlocked.Increment(ref atWork);
            InterlockedMax(ref mostAtWork, now);
            Interlocked.Increment(ref calls);
            try
            {
                await Task.Yield();
                return writes.TryDequeue(out var how) ? await how(Make, ct) : Make();
            }
            finally
            {
                Interlocked.Decrement(ref atWork);
            }

            WriteResult Make()
            {
                var record = new WrittenRecord(id ?? $"r{records.Count + 1}", marker.Text, name);
                records.Enqueue(record);
                return new WriteResult(record.Id);
            }
        }

        public async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
        {
            Interlocked.Increment(ref looked);
            var shows = !looks.TryDequeue(out var how) || await how(ct);
            return shows && records.FirstOrDefault(r => r.Marker == marker.Text) is { } found
                ? new WriteResult(found.Id)
                : null;
        }

        private static void InterlockedMax(ref int target, int value)
        {
            int seen;
            while ((seen = Volatile.Read(ref target)) < value)
            {
                Interlocked.CompareExchange(ref target, value, seen);
            }
        }
    }
}

public sealed record WrittenRecord(string Id, string Marker, string Name);

/// <summary>The connector to <see cref="ScriptedSource"/>.</summary>
public sealed class ScriptedConnector : Connector
{
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = "scrp",
            Name = "Scripted",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("5c1f8a52-6d1e-4a7e-9c1b-0d0f6a3b7e01"),
            SourceId = new Guid("5c1f8a52-6d1e-4a7e-9c1b-0d0f6a3b7e02"),
            Auth = new ConnectorAuth.None([]),
            Budget = new RequestBudget(1000, TimeSpan.FromSeconds(1)),
            LogoSvg = "<svg xmlns='http://www.w3.org/2000/svg'/>",
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Writes<Customer, CustomerWriter>()
            .Writes<Supplier, SupplierWriter>()
            .Writes<Account, AccountWriter>();

    private static WriteOption Options(string name) =>
        new()
        {
            Type = WriteOptionType.Object,
            DisplayName = name,
            Description = $"A {name} of the script.",
            Required = true,
            Properties = new Dictionary<string, WriteOption>
            {
                ["status"] = new()
                {
                    Type = WriteOptionType.String,
                    DisplayName = "Status",
                    Description = "Whether it is in use.",
                    Options =
                    [
                        new WriteOptionChoice
                        {
                            Value = "Active",
                            Type = WriteOptionType.String,
                            DisplayName = "Active",
                        },
                    ],
                    Validation = new WriteOptionValidation([new WriteOptionRule("Status", "Must be known.")], []),
                },
            },
        };

    private sealed class CustomerWriter(ScriptedSource source, SourceConnection connection) : Writer<Customer>
    {
        private readonly ScriptedSource.Books books = source.Of(connection.ConnectionId);

        public override bool CanUpdate => true;

        public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
            books.OptionsFail is { } failure
                ? throw new SourceException(failure)
                : Task.FromResult(Options("Customer"));

        public override Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct) =>
            books.WriteAsync(marker, null, record.CustomerName!, ct);

        public override Task<WriteResult> UpdateAsync(
            string id,
            Customer record,
            WriteMarker marker,
            CancellationToken ct
        ) => books.WriteAsync(marker, id, record.CustomerName!, ct);

        public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
            books.FindAsync(marker, ct);
    }

    private sealed class SupplierWriter(ScriptedSource source, SourceConnection connection) : Writer<Supplier>
    {
        private readonly ScriptedSource.Books books = source.Of(connection.ConnectionId);

        public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) => Task.FromResult(Options("Supplier"));

        public override Task<WriteResult> CreateAsync(Supplier record, WriteMarker marker, CancellationToken ct) =>
            books.WriteAsync(marker, null, record.SupplierName!, ct);

        public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
            books.FindAsync(marker, ct);
    }

    private sealed class AccountWriter(ScriptedSource source, SourceConnection connection) : Writer<Account>
    {
        private readonly ScriptedSource.Books books = source.Of(connection.ConnectionId);

        public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) => Task.FromResult(Options("Account"));

        public override Task<WriteResult> CreateAsync(Account record, WriteMarker marker, CancellationToken ct) =>
            books.WriteAsync(marker, null, record.Name!, ct);

        public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
            books.FindAsync(marker, ct);
    }
}
