using Causeway.Connectors.Tryton.Documents;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Payments of both sides, and that they tell the same as the documents that they settle.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonPaymentsTests(TrytonServer server, TrytonPaymentsTests.Books books)
    : IClassFixture<TrytonPaymentsTests.Books>
{
    public sealed class Books(TrytonServer server) : IAsyncLifetime
    {
        public IReadOnlyList<Payment> Payments { get; private set; } = [];
        public IReadOnlyList<BillPayment> BillPayments { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            Payments = await new TrytonPayments(server.Client(), TimeProvider.System).AllAsync<Payment>();
            BillPayments = await new TrytonBillPayments(server.Client(), TimeProvider.System).AllAsync<BillPayment>();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public void A_payment_and_what_it_settles_come_to_nothing()
    {
        books.Payments.Count.ShouldBeGreaterThan(100);
        foreach (var payment in books.Payments.Where(p => p.Currency is "GBP"))
        {
            payment.Lines!.Sum(l => l.Amount).ShouldBe(payment.TotalAmount!.Value, $"payment {payment.Id}");
            foreach (var line in payment.Lines!.Where(l => l.Links!.All(k => k.CurrencyRate is null)))
            {
                (line.Amount + line.Links!.Sum(k => k.Amount)).ShouldBe(0, $"payment {payment.Id}");
            }
        }

        foreach (var payment in books.BillPayments)
        {
            payment.Lines!.Sum(l => l.Amount).ShouldBe(payment.TotalAmount!.Value, $"payment {payment.Id}");
        }
    }

    [Fact]
    public async Task Invoices_and_payments_tell_the_same()
    {
        var invoices = await new TrytonInvoices(server.Client(), TimeProvider.System).AllAsync<Invoice>();

        var byInvoices = invoices
            .SelectMany(i =>
                i.PaymentAllocations!.Select(a => (Invoice: i.Id!, a.Payment.Id, a.Allocation.TotalAmount))
            )
            .GroupBy(a => (a.Invoice, a.Id))
            .Select(g => (g.Key.Invoice, g.Key.Id, g.Sum(a => a.TotalAmount)))
            .ToHashSet();
        var byPayments = books
            .Payments.SelectMany(p =>
                p.Lines!.SelectMany(l => l.Links!)
                    .Where(k => k.Type is PaymentLinkType.Invoice)
                    .Select(k => (Invoice: k.Id!, p.Id, k.Amount))
            )
            .GroupBy(a => (a.Invoice, a.Id))
            .Select(g => (g.Key.Invoice, g.Key.Id, g.Sum(a => a.Amount)))
            .ToHashSet();

        byInvoices.Count.ShouldBeGreaterThan(100);
        // A write-off settles an invoice and is no payment.
        var writeOffs = byInvoices.Except(byPayments).ToList();
        byPayments.Except(byInvoices).ShouldBeEmpty();
        var ids = books.Payments.Select(p => p.Id).ToHashSet();
        writeOffs.ShouldAllBe(w => !ids.Contains(w.Id));
        writeOffs.Count.ShouldBeLessThan(10);
    }

    [Fact]
    public void Money_that_went_back_is_below_zero()
    {
        var refunds = books.Payments.Where(p => p.TotalAmount < 0).ToList();

        refunds.ShouldNotBeEmpty();
        refunds.ShouldAllBe(p =>
            p.Lines!.All(l => l.Links!.All(k => k.Type == PaymentLinkType.CreditNote && k.Amount > 0))
        );
    }

    [Fact]
    public void A_credit_note_set_against_an_invoice_moves_no_money()
    {
        var offsets = books.Payments.Where(p => p.Id!.StartsWith("rec-", StringComparison.Ordinal)).ToList();

        offsets.ShouldNotBeEmpty();
        foreach (var offset in offsets)
        {
            offset.TotalAmount.ShouldBe(0);
            offset.CustomerRef.ShouldNotBeNull();
            foreach (var line in offset.Lines!)
            {
                line.Amount.ShouldBe(0);
                line.Links!.Select(l => l.Type).ShouldBe([PaymentLinkType.Invoice, PaymentLinkType.CreditNote]);
                line.Links![0].Amount!.Value.ShouldBeLessThan(0);
                line.Links![1].Amount!.Value.ShouldBeGreaterThan(0);
            }
        }

        books.BillPayments.ShouldContain(p => p.Id!.StartsWith("rec-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_payment_in_another_currency_has_its_rate()
    {
        var euros = books.Payments.Where(p => p.Currency is "EUR" && p.TotalAmount > 0).ToList();

        euros.ShouldNotBeEmpty();
        euros.ShouldAllBe(p => p.CurrencyRate > 0.8m && p.CurrencyRate < 0.9m);
        euros.ShouldAllBe(p => p.AccountRef!.Name == "Current account" || p.AccountRef.Name == "Main Cash");
    }

    [Fact]
    public async Task Ids_are_those_of_the_records()
    {
        var ids = await new TrytonPayments(server.Client(), TimeProvider.System).IdsAsync();

        ids.ShouldBe(books.Payments.Select(p => p.Id!), ignoreOrder: true);
    }
}
