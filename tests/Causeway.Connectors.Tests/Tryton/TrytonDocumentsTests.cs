using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Documents;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Invoices, credit notes and bills, read from the live server and held against its own figures.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonDocumentsTests(TrytonServer server, TrytonDocumentsTests.Books books)
    : IClassFixture<TrytonDocumentsTests.Books>
{
    /// <summary>All documents, read once for the tests of this class.</summary>
    public sealed class Books(TrytonServer server) : IAsyncLifetime
    {
        public IReadOnlyList<Invoice> Invoices { get; private set; } = [];
        public IReadOnlyList<CreditNote> CreditNotes { get; private set; } = [];
        public IReadOnlyList<Bill> Bills { get; private set; } = [];
        public IReadOnlyList<BillCreditNote> BillCreditNotes { get; private set; } = [];

        internal TrytonInvoices InvoiceReader => new(server.Client(), TimeProvider.System);
        internal TrytonCreditNotes CreditNoteReader => new(server.Client(), TimeProvider.System);
        internal TrytonBills BillReader => new(server.Client(), TimeProvider.System);
        internal TrytonBillCreditNotes BillCreditNoteReader => new(server.Client(), TimeProvider.System);

        public async ValueTask InitializeAsync()
        {
            Invoices = await InvoiceReader.AllAsync<Invoice>();
            CreditNotes = await CreditNoteReader.AllAsync<CreditNote>();
            Bills = await BillReader.AllAsync<Bill>();
            BillCreditNotes = await BillCreditNoteReader.AllAsync<BillCreditNote>();
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_document_is_in_one_list_and_only_in_one()
    {
        var all = await server.SearchAsync("account.invoice", [TrytonValue.Where("company", "=", 1)], "type");

        string?[] read =
        [
            .. books.Invoices.Select(i => i.Id),
            .. books.CreditNotes.Select(i => i.Id),
            .. books.Bills.Select(i => i.Id),
            .. books.BillCreditNotes.Select(i => i.Id),
        ];
        read.ShouldBeUnique();
        read.Length.ShouldBeGreaterThanOrEqualTo(400);
        read.ShouldBe(all.Select(i => (string?)TrytonKey.Of(i.GetProperty("id").GetInt32())), ignoreOrder: true);
    }

    [Fact]
    public async Task Ids_are_those_of_the_records()
    {
        (await books.InvoiceReader.IdsAsync()).ShouldBe(books.Invoices.Select(i => i.Id!), ignoreOrder: true);
        (await books.CreditNoteReader.IdsAsync()).ShouldBe(books.CreditNotes.Select(i => i.Id!), ignoreOrder: true);
        (await books.BillReader.IdsAsync()).ShouldBe(books.Bills.Select(i => i.Id!), ignoreOrder: true);
        (await books.BillCreditNoteReader.IdsAsync()).ShouldBe(
            books.BillCreditNotes.Select(i => i.Id!),
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task Totals_and_what_is_due_are_Trytons_own()
    {
        var invoices = books.Invoices.ToDictionary(i => i.Id!, StringComparer.Ordinal);
        var sources = await server.SearchAsync(
            "account.invoice",
            [TrytonValue.Where("id", "in", TrytonValue.Ids(invoices.Keys.Select(int.Parse)))],
            "untaxed_amount",
            "tax_amount",
            "total_amount",
            "amount_to_pay",
            "state"
        );

        foreach (var source in sources)
        {
            var invoice = invoices[TrytonKey.Of(source.GetProperty("id").GetInt32())];
            invoice.SubTotal.ShouldBe(source.Amount("untaxed_amount"));
            invoice.TotalTaxAmount.ShouldBe(source.Amount("tax_amount"));
            invoice.TotalAmount.ShouldBe(source.Amount("total_amount"));
            var state = source.GetProperty("state").GetString();
            invoice.AmountDue.ShouldBe(
                state is "draft" or "validated" ? source.Amount("total_amount") : source.Amount("amount_to_pay")
            );
            invoice.Status.ShouldBe(
                state switch
                {
                    "draft" or "validated" => InvoiceStatus.Draft,
                    "paid" => InvoiceStatus.Paid,
                    "posted" when invoice.AmountDue == invoice.TotalAmount && invoice.AmountDue != 0 =>
                        InvoiceStatus.Submitted,
                    "posted" when invoice.AmountDue != 0 => InvoiceStatus.PartiallyPaid,
                    _ => invoice.Status,
                },
                $"invoice {invoice.Id}"
            );
        }
    }

    [Fact]
    public void Lines_and_their_taxes_add_up_to_the_document()
    {
        foreach (var invoice in books.Invoices)
        {
            invoice.LineItems!.Sum(l => l.SubTotal).ShouldBe(invoice.SubTotal, $"invoice {invoice.Id}");
            invoice.LineItems!.Sum(l => l.TaxAmount).ShouldBe(invoice.TotalTaxAmount, $"invoice {invoice.Id}");
            invoice.LineItems!.Sum(l => l.TotalAmount).ShouldBe(invoice.TotalAmount, $"invoice {invoice.Id}");
        }

        foreach (var note in books.BillCreditNotes)
        {
            note.LineItems!.Sum(l => l.TotalAmount).ShouldBe(note.TotalAmount, $"credit note {note.Id}");
        }
    }

    [Fact]
    public void What_was_allocated_is_what_is_no_longer_due()
    {
        foreach (var invoice in books.Invoices.Where(i => i.Status is not (InvoiceStatus.Draft or InvoiceStatus.Void)))
        {
            Allocated(invoice.PaymentAllocations)
                .ShouldBe(invoice.AmountDue - invoice.TotalAmount, $"invoice {invoice.Id}");
        }

        foreach (var bill in books.Bills.Where(b => b.Status is not (BillStatus.Draft or BillStatus.Void)))
        {
            Allocated(bill.PaymentAllocations).ShouldBe(bill.AmountDue - bill.TotalAmount, $"bill {bill.Id}");
        }

        foreach (
            var note in books.CreditNotes.Where(n => n.Status is not (CreditNoteStatus.Draft or CreditNoteStatus.Void))
        )
        {
            Allocated(note.PaymentAllocations)
                .ShouldBe(note.TotalAmount - note.RemainingCredit, $"credit note {note.Id}");
        }
    }

    [Fact]
    public void The_books_hold_documents_in_every_state()
    {
        books
            .Invoices.Select(i => i.Status)
            .Distinct()
            .ShouldBe(Enum.GetValues<InvoiceStatus>().Except([InvoiceStatus.Unknown]), ignoreOrder: true);
        books
            .Bills.Select(b => b.Status)
            .Distinct()
            .ShouldBe(Enum.GetValues<BillStatus>().Except([BillStatus.Unknown]), ignoreOrder: true);
        books.CreditNotes.Select(n => n.Status).Distinct().Count().ShouldBeGreaterThan(2);
        books.BillCreditNotes.Select(n => n.Status).Distinct().Count().ShouldBeGreaterThan(2);
        books.CreditNotes.ShouldAllBe(n => n.TotalAmount > 0 && n.LineItems!.Sum(l => l.TotalAmount) == n.TotalAmount);
        books.Invoices.Select(i => i.Currency).Distinct().ShouldBe(["GBP", "EUR", "USD"], ignoreOrder: true);
        books.Invoices.Where(i => i.Currency is "GBP").ShouldAllBe(i => i.CurrencyRate == 1);
    }

    [Fact]
    public async Task An_invoice_that_a_credit_note_took_back_is_paid_by_it()
    {
        var cancelled = await server.SearchAsync(
            "account.invoice",
            [
                TrytonValue.Where("company", "=", 1),
                TrytonValue.Where("type", "=", "out"),
                TrytonValue.Where("state", "=", "cancelled"),
                TrytonValue.Where("cancel_move", "!=", null),
                TrytonValue.Where("total_amount", ">", TrytonValue.Of(0m)),
            ],
            "number"
        );

        var invoices = books.Invoices.ToDictionary(i => i.Id!, StringComparer.Ordinal);

        cancelled.ShouldNotBeEmpty();
        foreach (var source in cancelled)
        {
            var invoice = invoices[TrytonKey.Of(source.GetProperty("id").GetInt32())];
            invoice.Status.ShouldBe(InvoiceStatus.Paid);
            invoice.AmountDue.ShouldBe(0);
            var allocation = invoice.PaymentAllocations.ShouldHaveSingleItem();
            allocation.Payment.Id.ShouldNotBeNull().ShouldStartWith("rec-");
            allocation.Allocation.TotalAmount.ShouldBe(-invoice.TotalAmount);
        }
    }

    private static decimal? Allocated(IReadOnlyList<PaymentAllocation>? allocations) =>
        allocations!.Sum(a => a.Allocation.TotalAmount);
}
