using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>The made-up firm of one connection: the one place where its readers and writers find it.</summary>
internal sealed class FirmSource
{
    private readonly ISourceMemory memory;

    public FirmSource(SourceConnection connection, TimeProvider time, ISourceMemory memory)
    {
        this.memory = memory;
        var set = DataSets.Find(connection.ValueOrNull(SandboxChoices.DataSet) ?? DataSets.CornerShop.Key);
        Firm = Firm.Of(
            set
                ?? throw new SourceException(
                    new SourceFailure(
                        SourceFailureCategory.Authentication,
                        "There is no sandbox business of that name."
                    )
                )
        );
        Clock = new BusinessClock(connection.Created, Firm.Set.HistoryTurns, Firm.Set.HistoryDays);
        Fault = SandboxChoices.FaultOf(connection);
        Mishaps = new Mishaps(Fault, time, memory);
        Pages = new SandboxPages(Clock, Mishaps, time);
    }

    public Firm Firm { get; }

    public BusinessClock Clock { get; }

    public SandboxFault Fault { get; }

    public Mishaps Mishaps { get; }

    public SandboxPages Pages { get; }

    /// <summary>Reads a data type.</summary>
    public IAsyncEnumerable<SourcePage> ReadAsync<TRow>(
        ReadWindow window,
        Func<Books, Feed<TRow>> feedOf,
        CancellationToken ct
    )
        where TRow : ISandboxRow => Pages.ReadAsync(window, async moment => feedOf(await OpenAsync(moment, ct)), ct);

    /// <summary>Reads the ids of a data type.</summary>
    public IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        string? cursor,
        Func<Books, IEnumerable<string>> idsOf,
        CancellationToken ct
    ) => Pages.ReadIdsAsync(cursor, async moment => idsOf(await OpenAsync(moment, ct)), ct);

    /// <summary>The firm's books at a moment, with what was written to them.</summary>
    public async Task<Books> OpenAsync(Moment moment, CancellationToken ct) =>
        new(Firm, Clock, moment, new WrittenRecords(await memory.ListAsync("", ct), moment));

    /// <summary>Opens the books for a write.</summary>
    public async Task<WriteDesk> OpenDeskAsync(string id, WriteMarker marker, CancellationToken ct)
    {
        var now = Pages.Now;
        var remembered = await memory.ListAsync("", ct);
        return new WriteDesk(new Books(Firm, Clock, now, new WrittenRecords(remembered, now)), remembered, id, marker);
    }

    /// <summary>What was remembered under keys that begin so.</summary>
    public Task<IReadOnlyList<RememberedDocument>> ListAsync(string prefix, CancellationToken ct) =>
        memory.ListAsync(prefix, ct);

    /// <summary>Remembers a record that was written.</summary>
    public Task RememberAsync(string key, ReadOnlyMemory<byte> json, CancellationToken ct) =>
        memory.PutAsync(key, json, ct);
}
