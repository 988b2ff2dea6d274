using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting.Catalogue;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Writing;

/// <summary>A line of an invoice or a bill as a client sent it.</summary>
internal sealed record SentLine
{
    public string? Description { get; init; }

    public decimal? UnitAmount { get; init; }

    public decimal? Quantity { get; init; }

    public decimal? DiscountAmount { get; init; }

    public decimal? DiscountPercentage { get; init; }

    public decimal? SubTotal { get; init; }

    public decimal? TaxAmount { get; init; }

    public decimal? TotalAmount { get; init; }

    public string? AccountId { get; init; }

    public TaxRateRef? TaxRate { get; init; }

    public string? ItemId { get; init; }

    public string? TagId { get; init; }
}

/// <summary>Checks the lines of an invoice or a bill, and whether they add up to what the client says.</summary>
/// <param name="desk">The write.</param>
/// <param name="kind">The kind of account that a line needs: income or expense.</param>
internal sealed class DocumentCheck(WriteDesk desk, string kind)
{
    public IReadOnlyList<SandboxLine> Lines(IReadOnlyList<SentLine>? sent)
    {
        if (sent is null or { Count: 0 })
        {
            desk.Refuse("lineItems", "At least one line is needed.");
            return [];
        }

        return [.. sent.Select((line, i) => Line(Sane(line, At(i)), At(i)))];
    }

    /// <summary>Checks totals that the client may or may not have sent.</summary>
    public void Totals(
        IReadOnlyList<SandboxLine> lines,
        (string Field, decimal? Value) net,
        (string Field, decimal? Value) tax,
        decimal? total
    )
    {
        var (sumOfNet, sumOfTax) = (lines.Sum(l => l.Net), lines.Sum(l => l.Tax));
        Same(net.Field, net.Value, sumOfNet);
        Same(tax.Field, tax.Value, sumOfTax);
        Same("totalAmount", total, sumOfNet + sumOfTax);
    }

    private static string At(int line) => string.Create(CultureInfo.InvariantCulture, $"lineItems[{line}]");

    private SentLine Sane(SentLine sent, string at) =>
        sent with
        {
            UnitAmount = desk.Number(sent.UnitAmount, at + ".unitAmount"),
            Quantity = desk.Number(sent.Quantity, at + ".quantity"),
            DiscountAmount = desk.Number(sent.DiscountAmount, at + ".discountAmount"),
            DiscountPercentage = desk.Number(sent.DiscountPercentage, at + ".discountPercentage"),
            SubTotal = desk.Number(sent.SubTotal, at + ".subTotal"),
            TaxAmount = desk.Number(sent.TaxAmount, at + ".taxAmount"),
            TotalAmount = desk.Number(sent.TotalAmount, at + ".totalAmount"),
        };

    private SandboxLine Line(SentLine sent, string at)
    {
        var item = desk.Item(sent.ItemId, at + ".itemRef.id");
        var side = kind is "income" ? item?.Sale : item?.Purchase;
        var rule = desk.Tax(sent.TaxRate, at + ".taxRateRef");
        var tax = rule is null ? side?.TaxRate : LineTax.Of(rule);
        // What was not sent is nothing, or the number zero where the standard model must have one.
        var units = sent.Quantity is null or 0 ? 1 : sent.Quantity.Value;
        var price = PriceOf(sent, side, units);
        var discount = sent.DiscountAmount is { } amount and not 0
            ? Money.FromDecimal(amount)
            : Money.FromDecimal(price * units * (sent.DiscountPercentage ?? 0) / 10_000m);
        var net = Money.FromDecimal(price * units / 100m) - discount;
        var taxAmount = sent.TaxAmount is { } given and not 0
            ? Money.FromDecimal(given)
            : Money.Share(net, tax?.Points ?? 0, 10_000);
        desk.Number(net / 100m, at + ".unitAmount");
        Same(at + ".subTotal", sent.SubTotal, net);
        Same(at + ".totalAmount", sent.TotalAmount, net + taxAmount);
        return new SandboxLine
        {
            Item = item is null ? null : new Party(item.Id, item.Name ?? ""),
            Text = sent.Description ?? item?.Name,
            Units = units,
            Price = price,
            DiscountPercent = sent.DiscountPercentage is null or 0 ? null : sent.DiscountPercentage,
            Discount = discount is 0 ? null : discount,
            Net = net,
            Tax = taxAmount,
            Account = desk.Account(sent.AccountId ?? side?.Account?.Id, at + ".accountRef.id", kind),
            TaxRate = tax,
            Tag = TagOf(sent.TagId, at),
        };
    }

    // Pence for one unit: as sent, or as the line's sum tells, or as the item costs.
    private static decimal PriceOf(SentLine sent, SandboxItemSide? side, decimal units)
    {
        if (sent.UnitAmount is { } price and not 0)
        {
            return price * 100m;
        }

        var net = sent.SubTotal is { } sub and not 0 ? sub : sent.TotalAmount - (sent.TaxAmount ?? 0);
        return net is { } known and not 0 ? known * 100m / units : side?.Price ?? 0;
    }

    private Party? TagOf(string? id, string at)
    {
        if (id is null)
        {
            return null;
        }

        var tag = Array.Find(Tags.Departments, d => d.Id == id);
        if (tag is null)
        {
            desk.Refuse(at + ".tracking.categoryRefs[0].id", $"There is no department with the id '{id}'.");
        }

        return tag;
    }

    private void Same(string field, decimal? sent, long known)
    {
        if (desk.Number(sent, field) is { } value and not 0 && Money.FromDecimal(value) != known)
        {
            var expected = Money.ToDecimal(known).ToString("0.00", CultureInfo.InvariantCulture);
            desk.Refuse(field, $"The lines come to {expected}.");
        }
    }
}
