using System.Text.Json;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Accounting.Sales;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxWritesTests
{
    private readonly SandboxWorld world = new SandboxWorld("wholesaler").After(TimeSpan.FromMinutes(10));
    private int writes;

    [Fact]
    public async Task A_written_invoice_is_part_of_the_business()
    {
        var id = await CreateAsync<Invoice>(
            """
            {
              "customerRef": { "id": "cust-3" }, "issueDate": "2026-03-14", "status": "Submitted",
              "lineItems": [
                { "unitAmount": 12.5, "quantity": 3, "itemRef": { "id": "item-1" }, "taxRateRef": { "id": "MW19" } },
                { "description": "Freight", "unitAmount": 4, "quantity": 1, "accountRef": { "id": "acc-4000" } }
              ],
              "totalAmount": 48.63
            }
            """
        );

        var invoice = (await world.ReadAsync<Invoice>()).Single(i => i.Id == id);
        invoice.TotalAmount.ShouldBe(48.63m);
        invoice.TotalTaxAmount.ShouldBe(7.13m);
        invoice.AmountDue.ShouldBe(48.63m);
        invoice.Status.ShouldBe(InvoiceStatus.Submitted);
        invoice.CustomerRef!.CompanyName.ShouldNotBeNullOrEmpty();
        var entry = (await world.ReadAsync<JournalEntry>()).Single(e => e.RecordRef?.Id == id);
        entry.JournalLines!.Select(l => l.NetAmount).ShouldBe([48.63m, -37.5m, -7.13m, -4m]);
        await SandboxBooks.Are_consistent(world);
    }

    [Fact]
    public async Task A_write_is_found_by_its_marker_and_made_once()
    {
        var marker = NextMarker();
        var writer = world.Session.Writer<Customer>();
        var json = Json("""{ "customerName": "Ampersand & Daughters" }""");

        var first = await writer.CreateJsonAsync(json, marker, SandboxWorld.Ct);
        var again = await world.Session.Writer<Customer>().CreateJsonAsync(json, marker, SandboxWorld.Ct);

        again.RecordId.ShouldBe(first.RecordId);
        (await world.Session.Writer<Customer>().FindAsync(marker, SandboxWorld.Ct))!.RecordId.ShouldBe(first.RecordId);
        (await world.Session.Writer<Supplier>().FindAsync(marker, SandboxWorld.Ct)).ShouldBeNull();
        var row = (await world.RowsAsync<Customer, SandboxContact>()).Single(c => c.Id == first.RecordId);
        row.Mark.ShouldBe(marker.Text);
        (await world.ReadAsync<Customer>()).Count(c => c.CustomerName == "Ampersand & Daughters").ShouldBe(1);
    }

    [Fact]
    public async Task A_payment_settles_an_invoice_of_the_business_which_then_is_not_paid_again()
    {
        var copy = new SandboxCopy(world);
        await copy.RefreshAsync();
        var invoice = await OpenInvoiceAsync();

        await PayAsync(invoice, invoice.AmountDue / 2);
        var part = await FindAsync(invoice.Id!);
        await PayAsync(invoice, part.AmountDue);

        part.Status.ShouldBe(InvoiceStatus.PartiallyPaid);
        (await FindAsync(invoice.Id!)).Status.ShouldBe(InvoiceStatus.Paid);
        await copy.RefreshAsync();
        await copy.ShouldEqualTheSourceAsync();
        world.After(TimeSpan.FromHours(40));
        var later = await FindAsync(invoice.Id!);
        later.Status.ShouldBe(InvoiceStatus.Paid);
        later.PaymentAllocations!.Count.ShouldBe(2 + (invoice.PaymentAllocations?.Count ?? 0));
        await SandboxBooks.Are_consistent(world);
        await copy.RefreshAsync();
        await copy.ShouldEqualTheSourceAsync();
    }

    [Fact]
    public async Task Books_stay_consistent_whatever_is_written()
    {
        var copy = new SandboxCopy(world);
        await copy.RefreshAsync();
        var customer = await CreateAsync<Customer>("""{ "customerName": "Fir & Sons", "defaultCurrency": "USD" }""");
        var supplier = await CreateAsync<Supplier>("""{ "supplierName": "Fir Timber" }""");
        var income = await CreateAsync<Account>(
            """{ "name": "Repairs", "nominalCode": "4200", "fullyQualifiedCategory": "Income.Sales" }"""
        );
        var item = await CreateAsync<Item>(
            $$"""
            {
              "name": "Repair", "type": "Service", "isInvoiceItem": true,
              "invoiceItem": { "unitPrice": 19.99, "accountRef": { "id": "{{income}}" }, "taxRateRef": { "id": "MW0" } }
            }
            """
        );
        var sale = await CreateAsync<Invoice>(
            $$"""
            {
              "customerRef": { "id": "{{customer}}" }, "issueDate": "2026-03-14T10:00:00Z", "currency": "USD",
              "lineItems": [{ "quantity": 3, "itemRef": { "id": "{{item}}" } }]
            }
            """
        );
        var bill = await CreateAsync<Bill>(
            $$"""
            {
              "supplierRef": { "id": "{{supplier}}" }, "issueDate": "2026-03-14", "reference": "F-1",
              "lineItems": [{ "unitAmount": 100, "quantity": 1, "accountRef": { "id": "acc-5000" }, "taxRateRef": { "id": "MW7" } }]
            }
            """
        );
        await SandboxBooks.Are_consistent(world);
        world.After(TimeSpan.FromMinutes(5));
        await CreateAsync<Payment>(
            $$"""
            {
              "customerRef": { "id": "{{customer}}" }, "date": "2026-03-14", "totalAmount": 59.97,
              "lines": [{ "amount": 59.97, "links": [{ "type": "Invoice", "id": "{{sale}}", "amount": -59.97 }] }]
            }
            """
        );
        await CreateAsync<BillPayment>(
            $$"""
            {
              "supplierRef": { "id": "{{supplier}}" }, "date": "2026-03-14",
              "lines": [
                { "amount": 60, "links": [{ "type": "Bill", "id": "{{bill}}" }] },
                { "amount": 5, "links": [{ "type": "PaymentOnAccount", "id": "{{supplier}}", "amount": -5 }] }
              ]
            }
            """
        );
        var open = await OpenInvoiceAsync();
        await UpdateAsync<Invoice>(
            open.Id!,
            $$"""
            {
              "customerRef": { "id": "{{open.CustomerRef!.Id}}" }, "issueDate": "2026-03-01", "note": "Changed",
              "lineItems": [{ "unitAmount": 1, "quantity": 1, "accountRef": { "id": "acc-4000" } }]
            }
            """
        );
        await UpdateAsync<Customer>("cust-1", """{ "customerName": "Renamed" }""");
        await UpdateAsync<Supplier>(supplier, """{ "supplierName": "Fir Timber Works" }""");

        await copy.RefreshAsync();
        await copy.ShouldEqualTheSourceAsync();
        var lines = (await world.ReadAsync<Invoice>()).Single(i => i.Id == sale);
        lines.Status.ShouldBe(InvoiceStatus.Paid);
        lines.LineItems!.Single().AccountRef!.Name.ShouldBe("Repairs");
        (await world.ReadAsync<Account>()).Single(a => a.Id == income).CurrentBalance.ShouldBe(54.94m);
        (await FindAsync(open.Id!)).Note.ShouldBe("Changed");
        (await world.ReadAsync<Bill>()).Single(b => b.Id == bill).AmountDue.ShouldBe(47m);
        (await world.ReadAsync<Customer>()).Single(c => c.Id == "cust-1").CustomerName.ShouldBe("Renamed");
        foreach (var hours in (int[])[0, 1, 30, 500])
        {
            world.After(TimeSpan.FromHours(hours));
            await copy.RefreshAsync();
            await copy.ShouldEqualTheSourceAsync();
        }
    }

    [Theory]
    [InlineData("""{ "issueDate": "2026-03-14" }""", "lineItems", "customerRef.id")]
    [InlineData(
        """{ "customerRef": { "id": "nobody" }, "lineItems": [{ "unitAmount": 1, "accountRef": { "id": "acc-4000" } }] }""",
        "issueDate",
        "customerRef.id"
    )]
    [InlineData(
        """{ "customerRef": { "id": "cust-1" }, "issueDate": "2026-03-14", "lineItems": [{ "unitAmount": 1, "accountRef": { "id": "acc-1200" }, "taxRateRef": { "id": "no" } }] }""",
        "lineItems[0].accountRef.id",
        "lineItems[0].taxRateRef.id"
    )]
    [InlineData(
        """{ "customerRef": { "id": "cust-1" }, "issueDate": "2026-03-14", "status": "Paid", "totalAmount": 2, "lineItems": [{ "unitAmount": 1, "accountRef": { "id": "acc-4000" } }] }""",
        "status",
        "totalAmount"
    )]
    [InlineData(
        """{ "customerRef": { "id": "cust-1" }, "issueDate": "2026-03-14", "lineItems": [{ "unitAmount": 79228162514264337593543950335, "quantity": 79228162514264337593543950335, "accountRef": { "id": "acc-4000" } }] }""",
        "lineItems[0].unitAmount",
        "lineItems[0].quantity"
    )]
    public async Task What_is_wrong_with_an_invoice_is_named(string json, params string[] fields)
    {
        var refused = await RefusedAsync(() =>
            world.Session.Writer<Invoice>().CreateJsonAsync(Json(json), NextMarker(), SandboxWorld.Ct)
        );

        refused.ShouldContain(f => f.Field == fields[0]);
        refused.ShouldContain(f => f.Field == fields[1]);
        (await world.RowsAsync<Invoice, SandboxInvoice>()).ShouldAllBe(i => i.Mark == null);
    }

    [Fact]
    public async Task No_more_is_paid_than_is_open()
    {
        var invoice = await OpenInvoiceAsync();

        var refused = await RefusedAsync(() => PayAsync(invoice, invoice.AmountDue + 0.01m));

        refused.Single().Field.ShouldBe("lines[0].links[0].amount");
        refused.Single().Message.ShouldContain(invoice.AmountDue.ToString("0.00", null));
    }

    [Fact]
    public async Task An_invoice_that_was_paid_in_part_is_changed_no_more()
    {
        var invoice = await OpenInvoiceAsync();
        await PayAsync(invoice, 0.01m);

        var refused = await RefusedAsync(() =>
            UpdateAsync<Invoice>(
                invoice.Id!,
                $$"""
                {
                  "customerRef": { "id": "{{invoice.CustomerRef!.Id}}" }, "issueDate": "2026-03-14",
                  "lineItems": [{ "unitAmount": 1, "accountRef": { "id": "acc-4000" } }]
                }
                """
            )
        );

        refused.Single().Field.ShouldBe("status");
    }

    [Fact]
    public async Task An_update_of_what_is_not_there_is_told_as_such()
    {
        var failure = await Should.ThrowAsync<SourceException>(() =>
            UpdateAsync<Customer>("cust-99999", """{ "customerName": "Nobody" }""")
        );

        failure.Failure.Category.ShouldBe(SourceFailureCategory.NotFound);
    }

    [Fact]
    public async Task A_written_record_is_changed_and_found_by_either_marker()
    {
        var (first, second) = (NextMarker(), NextMarker());
        var writer = world.Session.Writer<Customer>();
        var created = await writer.CreateJsonAsync(Json("""{ "customerName": "Before" }"""), first, SandboxWorld.Ct);

        var updated = await writer.UpdateJsonAsync(
            created.RecordId,
            Json("""{ "customerName": "After" }"""),
            second,
            SandboxWorld.Ct
        );

        updated.RecordId.ShouldBe(created.RecordId);
        (await writer.FindAsync(first, SandboxWorld.Ct))!.RecordId.ShouldBe(created.RecordId);
        (await writer.FindAsync(second, SandboxWorld.Ct))!.RecordId.ShouldBe(created.RecordId);
        (await world.ReadAsync<Customer>()).Single(c => c.Id == created.RecordId).CustomerName.ShouldBe("After");
    }

    private async Task<string> CreateAsync<TModel>(string json)
        where TModel : class, IStandardRecord
    {
        var result = await world.Session.Writer<TModel>().CreateJsonAsync(Json(json), NextMarker(), SandboxWorld.Ct);
        return result.RecordId;
    }

    private Task<WriteResult> UpdateAsync<TModel>(string id, string json)
        where TModel : class, IStandardRecord =>
        world.Session.Writer<TModel>().UpdateJsonAsync(id, Json(json), NextMarker(), SandboxWorld.Ct);

    private Task<string> PayAsync(Invoice invoice, decimal amount) =>
        CreateAsync<Payment>(
            JsonSerializer.Serialize(
                new
                {
                    customerRef = new { id = invoice.CustomerRef!.Id },
                    date = "2026-03-14",
                    lines = new[]
                    {
                        new
                        {
                            amount,
                            links = new[]
                            {
                                new
                                {
                                    type = "Invoice",
                                    id = invoice.Id,
                                    amount = -amount,
                                },
                            },
                        },
                    },
                }
            )
        );

    private async Task<Invoice> OpenInvoiceAsync() =>
        (await world.ReadAsync<Invoice>()).Last(i => i.Status is InvoiceStatus.Submitted && i.CurrencyRate is null);

    private async Task<Invoice> FindAsync(string id) => (await world.ReadAsync<Invoice>()).Single(i => i.Id == id);

    private static async Task<IReadOnlyList<RefusedField>> RefusedAsync(Func<Task> write)
    {
        var failure = (await Should.ThrowAsync<SourceException>(write)).Failure;
        failure.Category.ShouldBe(SourceFailureCategory.Rejected);
        return failure.Fields;
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    private WriteMarker NextMarker() => new($"cw-{++writes:D26}");
}
