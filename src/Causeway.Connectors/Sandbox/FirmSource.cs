using System.Runtime.CompilerServices;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox;

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
        Pages = new SandboxPages(Clock, Fault, time);
    }

    public Firm Firm { get; }

    public BusinessClock Clock { get; }

    public SandboxFault Fault { get; }

    public SandboxPages Pages { get; }

    /// <summary>Reads a data type.</summary>
    public async IAsyncEnumerable<SourcePage> ReadAsync<TRow>(
        ReadWindow window,
        Func<Books, Feed<TRow>> feedOf,
        [EnumeratorCancellation] CancellationToken ct
    )
        where TRow : ISandboxRow
    {
        // The moment comes first: what is written later belongs to the next read.
        var cursor = Pages.Start(window);
        var books = await OpenAsync(Pages.MomentOf(cursor), ct);
        await foreach (var page in Pages.ReadAsync(cursor, window.ModifiedFrom, feedOf(books), ct))
        {
            yield return page;
        }
    }

    /// <summary>Reads the ids of a data type.</summary>
    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        string? cursor,
        Func<Books, IEnumerable<string>> idsOf,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var at = Pages.StartIds(cursor);
        var books = await OpenAsync(Pages.MomentOf(at), ct);
        await foreach (var page in Pages.ReadIdsAsync(at, idsOf(books), ct))
        {
            yield return page;
        }
    }

    /// <summary>The firm's books at a moment, with what was written to them.</summary>
    public async Task<Books> OpenAsync(Moment moment, CancellationToken ct) =>
        new(Firm, Clock, moment, new WrittenRecords(await memory.ListAsync("", ct), moment));

    /// <summary>Remembers a record that was written.</summary>
    public Task RememberAsync(string key, ReadOnlyMemory<byte> json, CancellationToken ct) =>
        memory.PutAsync(key, json, ct);
}
