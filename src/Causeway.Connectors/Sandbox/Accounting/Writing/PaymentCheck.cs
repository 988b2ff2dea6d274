using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Sandbox.Accounting.Writing;

/// <summary>A payment as a client sent it, of either direction.</summary>
internal sealed record SentPayment
{
    public required SandboxContact? Party { get; init; }

    /// <summary>The field in which the party was sent.</summary>
    public required string PartyField { get; init; }

    public string? AccountId { get; init; }

    public PaymentMethodRef? Method { get; init; }

    public decimal? TotalAmount { get; init; }

    public string? Currency { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required IReadOnlyList<SentPaymentLine> Lines { get; init; }

    public string? Reference { get; init; }

    public string? Note { get; init; }
}

/// <summary>A line of it.</summary>
internal sealed record SentPaymentLine(decimal Amount, IReadOnlyList<SentPaymentLink> Links);

/// <summary>What it settles: an invoice or a bill, or nothing yet (account), or something else that is not taken (null).</summary>
internal sealed record SentPaymentLink(string? Kind, string? Id, decimal? Amount);

/// <summary>An invoice or a bill that can be paid.</summary>
internal sealed record Payable(
    string Party,
    string State,
    string Currency,
    long Rate,
    long Open,
    long Total,
    long Home
);

/// <summary>Checks a payment against the documents that it settles.</summary>
/// <param name="desk">The write.</param>
/// <param name="kind">invoice or bill.</param>
/// <param name="find">Finds a document by its id.</param>
internal sealed class PaymentCheck(WriteDesk desk, string kind, Func<string, Payable?> find)
{
    public SandboxPayment Make(SentPayment sent)
    {
        var documents = new List<Payable>();
        var lines = sent.Lines.Select((line, i) => Line(sent, line, i, documents)).ToList();
        if (lines.Count is 0)
        {
            desk.Refuse("lines", "At least one line is needed.");
        }

        var (currency, rate) = CurrencyOf(sent, documents);
        var total = lines.Sum(l => l.Amount);
        if (total <= 0)
        {
            desk.Refuse("totalAmount", "The payment must move money.");
        }

        if (desk.Number(sent.TotalAmount, "totalAmount") is { } given and not 0 && Money.FromDecimal(given) != total)
        {
            desk.Refuse("totalAmount", $"The lines come to {Written(total)}.");
        }

        return new SandboxPayment
        {
            Id = desk.Id,
            Party = sent.Party is null ? null : new Party(sent.Party.Id, sent.Party.Name),
            Account = sent.AccountId is null ? Parts.Bank : desk.Account(sent.AccountId, "accountRef.id", "bank"),
            Method = MethodOf(sent.Method),
            Total = total,
            Currency = currency,
            Rate = rate,
            Home = HomeOf(documents, total),
            On = desk.Day(sent.Date, "date"),
            Lines = lines,
            Reference = sent.Reference,
            Memo = sent.Note,
            Mark = desk.Mark,
            Changed = desk.At,
        };
    }

    private SandboxPaymentLine Line(SentPayment sent, SentPaymentLine line, int index, List<Payable> documents)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"lines[{index}]");
        var amount = Money.FromDecimal(desk.Number(line.Amount, at + ".amount") ?? 0);
        var links = new List<SandboxLink>();
        for (var i = 0; i < line.Links.Count; i++)
        {
            var link = line.Links[i];
            var field = string.Create(CultureInfo.InvariantCulture, $"{at}.links[{i}]");
            var settles =
                link.Amount is null && line.Links.Count is 1
                    ? -amount
                    : Money.FromDecimal(desk.Number(link.Amount, field + ".amount") ?? 0);
            Check(sent, link, settles, field, documents);
            links.Add(new SandboxLink(link.Kind ?? "", link.Id, settles));
        }

        if (links.Count is 0)
        {
            desk.Refuse(at + ".links", "A line must say what it settles.");
        }
        else if (amount + links.Sum(l => l.Amount) is not 0)
        {
            desk.Refuse(at + ".amount", "The amount and those of the links must add up to nothing.");
        }

        return new SandboxPaymentLine(amount, links);
    }

    private void Check(SentPayment sent, SentPaymentLink link, long settles, string field, List<Payable> documents)
    {
        if (settles >= 0)
        {
            desk.Refuse(field + ".amount", "The amount must be negative: it lessens what is open.");
        }

        if (link.Kind == "account")
        {
            if (link.Id is not null && link.Id != sent.Party?.Id)
            {
                desk.Refuse(field + ".id", $"A payment on account is for '{sent.PartyField}'.");
            }

            return;
        }

        if (link.Kind != kind)
        {
            desk.Refuse(field + ".type", $"A link of this type is not taken: only {kind}s, and payments on account.");
            return;
        }

        if (link.Id is null || find(link.Id) is not { } document)
        {
            desk.Refuse(field + ".id", $"There is no {kind} with the id '{link.Id}'.");
            return;
        }

        documents.Add(document);
        if (document.Party != sent.Party?.Id)
        {
            desk.Refuse(field + ".id", $"The {kind} is for another '{sent.PartyField}'.");
        }
        else if (document.State is "draft" or "void")
        {
            desk.Refuse(field + ".id", $"The {kind} can't be paid: it is {document.State}.");
        }
        else if (-settles > document.Open)
        {
            desk.Refuse(field + ".amount", $"Only {Written(document.Open)} is open.");
        }
    }

    // The rate of the documents, so that nothing is gained or lost by exchange.
    private (string Currency, long Rate) CurrencyOf(SentPayment sent, List<Payable> documents)
    {
        var first = documents.FirstOrDefault();
        if (documents.Exists(d => d.Currency != first?.Currency || d.Rate != first.Rate))
        {
            desk.Refuse("lines", "Documents of different currencies or rates need a payment each.");
        }

        var (currency, rate) = first is null
            ? desk.Currency(sent.Currency, null, "currency")
            : (first.Currency, first.Rate);
        if (sent.Currency is not null && sent.Currency != currency)
        {
            desk.Refuse("currency", $"What is paid is in {currency}.");
        }

        return (currency, rate);
    }

    // What settles all of one document is worth at home exactly what the document is.
    private static long? HomeOf(List<Payable> documents, long total) =>
        documents is [var only] && only.Rate is not Money.One && only.Total == total ? only.Home : null;

    private Party? MethodOf(PaymentMethodRef? method)
    {
        if (method is null)
        {
            return null;
        }

        var known = Array.Find(SandboxPayment.Methods, m => m.Id == method.Id);
        if (known is null)
        {
            desk.Refuse("paymentMethodRef.id", $"There is no method of payment with the id '{method.Id}'.");
        }

        return known;
    }

    private static string Written(long pence) => Money.ToDecimal(pence).ToString("0.00", CultureInfo.InvariantCulture);
}
