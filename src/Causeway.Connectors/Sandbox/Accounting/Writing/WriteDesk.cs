using Causeway.Connectors.Sandbox.Accounting.Catalogue;
using Causeway.Connectors.Sandbox.Accounting.Purchases;
using Causeway.Connectors.Sandbox.Accounting.Sales;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Writing;

/// <summary>Where one write is looked at: the books as they are, what the record will be called, and what is wrong with it.</summary>
/// <param name="books">The books at the moment of the write.</param>
/// <param name="remembered">What was remembered before.</param>
/// <param name="id">The record's id.</param>
/// <param name="marker">The marker of the write.</param>
internal sealed class WriteDesk(
    Books books,
    IReadOnlyList<RememberedDocument> remembered,
    string id,
    WriteMarker marker
)
{
    private const decimal MostMoney = 1_000_000_000m;

    private readonly List<RefusedField> problems = [];
    private readonly List<RefusedField> warnings = [];

    public Books Books => books;

    public string Id => id;

    public string Mark => marker.Text;

    /// <summary>The moment of the write, in milliseconds since 1970.</summary>
    public long At => books.Until.Instant.ToUnixTimeMilliseconds();

    public Land Land => books.Set.Land;

    public IReadOnlyList<RefusedField> Problems => problems;

    public IReadOnlyList<RefusedField> Warnings => warnings;

    public bool HasRemembered(string key) => remembered.Any(d => d.Key == key);

    /// <summary>Refuses a field.</summary>
    public void Refuse(string field, string why) => problems.Add(new RefusedField(field, why));

    /// <summary>Takes a field, and tells the client what came of it.</summary>
    public void Warn(string field, string why) => warnings.Add(new RefusedField(field, why));

    /// <summary>A text that must be there.</summary>
    public string Text(string? value, string field)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Refuse(field, "A value is needed.");
        }

        return value ?? "";
    }

    /// <summary>A number that can be reckoned with; nothing stays nothing.</summary>
    public decimal? Number(decimal? value, string field)
    {
        if (value is > MostMoney or < -MostMoney)
        {
            Refuse(field, "The number is too large.");
            return 0;
        }

        return value;
    }

    /// <summary>A day that must be there; one that was not sent is the first of the calendar.</summary>
    public DateOnly Day(DateTimeOffset value, string field)
    {
        if (value.Year < 1900)
        {
            Refuse(field, "A date is needed.");
        }

        return DateOnly.FromDateTime(value.UtcDateTime);
    }

    public static DateOnly? Day(DateTimeOffset? value) => value is { } v ? DateOnly.FromDateTime(v.UtcDateTime) : null;

    public SandboxContact? Customer(string? customer, string field) =>
        Found(customer, field, "customer", new CustomerRows(books).Find);

    public SandboxContact? Supplier(string? supplier, string field) =>
        Found(supplier, field, "supplier", new SupplierRows(books).Find);

    /// <summary>An item, if one is named.</summary>
    public SandboxItem? Item(string? item, string field) =>
        item is null ? null : Found(item, field, "item", new ItemRows(books).Find);

    /// <summary>A tax, if one is named.</summary>
    public TaxRule? Tax(TaxRateRef? tax, string field) =>
        tax?.Id is null
            ? null
            : Found(tax.Id, field + ".id", "tax rate", id => Array.Find(Land.Taxes, t => t.Code == id));

    /// <summary>An account of one of some kinds.</summary>
    public Party? Account(string? account, string field, params ReadOnlySpan<string> kinds)
    {
        var (name, kind) =
            Chart.Find(account) is { } card
                ? (card.Name, card.IsBank ? "bank" : card.Kind.ToString().ToLowerInvariant())
            : account is not null && books.Written.Accounts.TryGetValue(account, out var written)
                ? (written.Row.Name, written.Row.Kind)
            : (null, null);
        if (account is null || name is null)
        {
            Refuse(field, account is null ? "An account is needed." : $"There is no account with the id '{account}'.");
            return null;
        }

        if (!kinds.Contains(kind))
        {
            Refuse(field, $"The account '{name}' can't be used here: it must be of the kind {kinds[0]}.");
        }

        return new Party(account, name);
    }

    /// <summary>A currency that the firm deals in, and what a unit is worth at home in millionths.</summary>
    public (string Currency, long Rate) Currency(string? currency, decimal? rate, string field)
    {
        if (currency is null || currency == Land.Currency)
        {
            return (Land.Currency, Money.One);
        }

        var known = Array.Find(Land.Foreign, f => f.Currency == currency);
        if (known.Currency is null)
        {
            Refuse(field, $"The firm has no dealings in {currency}.");
            return (Land.Currency, Money.One);
        }

        return (currency, rate is { } given and > 0 and < 1_000_000 ? (long)Math.Round(given * Money.One) : known.Rate);
    }

    private T? Found<T>(string? key, string field, string what, Func<string, T?> find)
        where T : class
    {
        var found = string.IsNullOrEmpty(key) ? null : find(key);
        if (found is null)
        {
            Refuse(
                field,
                string.IsNullOrEmpty(key) ? $"A {what} is needed." : $"There is no {what} with the id '{key}'."
            );
        }

        return found;
    }
}
