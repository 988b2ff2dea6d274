using System.Text.Json.Serialization;
using Causeway.Connectors.Tryton.Rpc;

namespace Causeway.Connectors.Tryton.Payments;

/// <summary>What a payment is read from: an <c>account.move</c>, or an <c>account.move.reconciliation</c>, which has no journal.</summary>
internal sealed record TrytonPayment
{
    public int Id { get; init; }
    public string? Number { get; init; }
    public string? PostNumber { get; init; }
    public string? Description { get; init; }
    public DateOnly? Date { get; init; }
    public DateTimeOffset? CreateDate { get; init; }
    public DateTimeOffset? WriteDate { get; init; }

    [JsonPropertyName("journal.")]
    public TrytonJournal? Journal { get; init; }

    [JsonPropertyName("company.")]
    public TrytonCompanyCurrency? Company { get; init; }

    [JsonPropertyName("lines.")]
    public IReadOnlyList<TrytonMoveLine>? Lines { get; init; }

    public bool IsReconciliation => Journal is null;

    public string Key => IsReconciliation ? AsReconciliation.Key : TrytonKey.Of(Id);

    public DateTimeOffset Day => Date.ToInstant() ?? CreateDate ?? DateTimeOffset.UnixEpoch;

    /// <summary>The party that paid or was paid; null where one entry pays for several.</summary>
    public TrytonNamed? Party(bool customers)
    {
        var parties = (IsReconciliation ? Lines ?? [] : TrytonPaymentTotal.Owed(AsMove, customers))
            .Select(l => l.Party)
            .OfType<TrytonNamed>()
            .DistinctBy(p => p.Id)
            .ToList();
        return parties is [var only] ? only : null;
    }

    public TrytonMove AsMove =>
        new()
        {
            Id = Id,
            Number = Number,
            PostNumber = PostNumber,
            Date = Date,
            Journal = Journal,
            Lines = Lines,
        };

    public TrytonReconciliation AsReconciliation =>
        new()
        {
            Id = Id,
            Date = Date,
            Lines = Lines,
        };
}
