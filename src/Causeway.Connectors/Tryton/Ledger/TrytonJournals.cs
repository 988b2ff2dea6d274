using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>The journals that entries are written in. The companies of a database share them.</summary>
internal sealed class TrytonJournals(TrytonClient tryton, TimeProvider time)
    : Reader<TrytonJournal, Journal>(TrytonJson.Default.TrytonJournal)
{
    private static readonly TrytonSearch s_search = new()
    {
        Model = "account.journal",
        Domain = [],
        Fields = ["name", "code", "type", "active", "create_date", "write_date"],
    };

    private readonly TrytonReading reading = new(tryton, time);

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        reading.ReadAllAsync(s_search, window, ct);

    public override Journal Map(TrytonJournal source) =>
        new()
        {
            Id = TrytonKey.Of(source.Id),
            JournalCode = source.Code,
            Name = source.Name,
            Type = source.Type,
            HasChildren = false,
            CreatedOn = source.CreateDate,
            Status = source.Active switch
            {
                true => JournalStatus.Active,
                false => JournalStatus.Archived,
                null => JournalStatus.Unknown,
            },
            SourceModifiedDate = source.WriteDate ?? source.CreateDate,
        };
}
