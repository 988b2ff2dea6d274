using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton;
using Causeway.Connectors.Tryton.Documents;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Writes to the live server: that they are read back as they were sent, found by their marker, and refused with a reason.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonWritesTests(TrytonServer server)
{
    private static readonly DateOnly s_today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private ConnectorSession Session =>
        new(new TrytonConnector(), server.Connection(), TimeProvider.System, server.Http);

    [Fact]
    public async Task A_customer_is_read_back_as_it_was_sent()
    {
        var marker = Marker();

        var written = await WriteAsync<Customer>(
            new
            {
                customerName = "Ødegård & Søn",
                contactName = "Kari Ødegård",
                emailAddress = "kari@odegard.example",
                phone = "+44 117 496 0177",
                taxNumber = "GB123456782",
                registrationNumber = "NO-998877",
                addresses = new[]
                {
                    new
                    {
                        type = "Billing",
                        line1 = "Storgata 1",
                        line2 = "3. etasje",
                        city = "Tromsø",
                        region = "Troms",
                        country = "GB",
                        postalCode = "9008",
                    },
                },
            },
            marker
        );
        var customer = await ReadAsync<Customer>(written.RecordId);

        (customer.CustomerName, customer.ContactName, customer.EmailAddress, customer.Phone).ShouldBe(
            ("Ødegård & Søn", "Kari Ødegård", "kari@odegard.example", "+44 117 496 0177")
        );
        customer.TaxNumber.ShouldNotBeNull().ShouldEndWith("123456782");
        customer.RegistrationNumber.ShouldBe("NO-998877");
        var address = customer.Addresses.ShouldHaveSingleItem();
        (address.Line1, address.Line2, address.City, address.Country, address.PostalCode).ShouldBe(
            ("Storgata 1", "3. etasje, Troms", "Tromsø", "GB", "9008")
        );
        (await FindAsync<Customer>(marker)).ShouldBe(written);
        (await FindAsync<Customer>(Marker())).ShouldBeNull();
    }

    [Fact]
    public async Task A_supplier_is_changed_to_what_was_sent()
    {
        var written = await WriteAsync<Supplier>(
            new
            {
                supplierName = "Before",
                emailAddress = "before@supplier.example",
                phone = "+44 117 496 0188",
                registrationNumber = "REG-1",
                addresses = new[] { new { line1 = "Old road" }, new { line1 = "Second" } },
            }
        );
        var marker = Marker();

        var changed = await Session
            .Writer<Supplier>()
            .UpdateJsonAsync(
                written.RecordId,
                Json(
                    new
                    {
                        supplierName = "After",
                        emailAddress = "after@supplier.example",
                        status = "Archived",
                        registrationNumber = "REG-2",
                        addresses = new[] { new { line1 = "New road", city = "Ely" } },
                    }
                ),
                marker,
                CancellationToken.None
            );

        changed.RecordId.ShouldBe(written.RecordId);
        var supplier = await ReadAsync<Supplier>(written.RecordId);
        (
            supplier.SupplierName,
            supplier.EmailAddress,
            supplier.Phone,
            supplier.Status,
            supplier.RegistrationNumber
        ).ShouldBe(("After", "after@supplier.example", null, SupplierStatus.Archived, "REG-2"));
        var address = supplier.Addresses.ShouldHaveSingleItem();
        (address.Line1, address.City).ShouldBe(("New road", "Ely"));
        (await FindAsync<Supplier>(marker)).ShouldBe(new WriteResult(written.RecordId));
    }

    [Fact]
    public async Task A_posted_invoice_has_Trytons_number_and_the_totals_that_were_sent()
    {
        var customer = await WriteAsync<Customer>(new { customerName = "Buys once" });
        var marker = Marker();

        var written = await WriteAsync<Invoice>(
            await InvoiceAsync(customer.RecordId, "Submitted", total: 252.30m),
            marker
        );
        var invoice = await ReadAsync<Invoice>(written.RecordId);

        (invoice.Status, invoice.SubTotal, invoice.TotalTaxAmount, invoice.TotalAmount, invoice.AmountDue).ShouldBe(
            (InvoiceStatus.Submitted, 210.25m, 42.05m, 252.30m, 252.30m)
        );
        invoice.InvoiceNumber.ShouldNotBeNull().ShouldStartWith("INV-");
        invoice.CustomerRef!.CompanyName.ShouldBe("Buys once");
        invoice.IssueDate.ShouldBe(s_today.ToInstant());
        invoice.DueDate.ShouldBe(s_today.AddDays(14).ToInstant());
        invoice.Note.ShouldBe("Thank you");
        invoice.LineItems![0].TaxRateRef!.EffectiveTaxRate.ShouldBe(20);
        written.Warnings.ShouldContain(w => w.Field == "invoiceNumber");
        (await FindAsync<Invoice>(marker))!.RecordId.ShouldBe(written.RecordId);
    }

    [Fact]
    public async Task A_draft_is_changed_and_a_posted_invoice_is_not()
    {
        var customer = await WriteAsync<Customer>(new { customerName = "Changes its mind" });
        var written = await WriteAsync<Invoice>(await InvoiceAsync(customer.RecordId, "Draft"));
        (await ReadAsync<Invoice>(written.RecordId)).Status.ShouldBe(InvoiceStatus.Draft);
        var writer = Session.Writer<Invoice>();

        await writer.UpdateJsonAsync(
            written.RecordId,
            Json(await InvoiceAsync(customer.RecordId, "Submitted", quantity: 2m)),
            Marker(),
            CancellationToken.None
        );
        var refused = await RefusedAsync(() =>
            writer.UpdateJsonAsync(
                written.RecordId,
                Json(InvoiceAsync(customer.RecordId, "Draft").Result),
                Marker(),
                CancellationToken.None
            )
        );

        var invoice = await ReadAsync<Invoice>(written.RecordId);
        (invoice.Status, invoice.TotalAmount, invoice.LineItems!.Count).ShouldBe((InvoiceStatus.Submitted, 504.60m, 1));
        refused.Message.ShouldContain("posted");
    }

    [Fact]
    public async Task What_Tryton_refuses_leaves_nothing_behind()
    {
        var customer = await WriteAsync<Customer>(new { customerName = "Has the wrong dates" });
        var before = (await Session.Reader<Invoice>().IdsAsync()).Count;

        var date = await RefusedAsync(async () =>
            await WriteAsync<Invoice>(await InvoiceAsync(customer.RecordId, "Submitted", issue: s_today.AddDays(-300)))
        );
        var total = await RefusedAsync(async () =>
            await WriteAsync<Invoice>(await InvoiceAsync(customer.RecordId, "Submitted", total: 252.31m))
        );

        date.Message.ShouldContain("accounting date");
        total.Message.ShouldContain("252.30");
        total.Fields.ShouldHaveSingleItem().Field.ShouldBe("totalAmount");
        (await Session.Reader<Invoice>().IdsAsync()).Count.ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"issueDate":"2026-01-01","lineItems":[]}""", "customerRef.id")]
    [InlineData("""{"customerRef":{"id":"99999999"},"issueDate":"2026-01-01","lineItems":[]}""", "customerRef.id")]
    [InlineData("""{"customerRef":{"id":"2"},"issueDate":"2026-01-01","lineItems":[]}""", "lineItems")]
    [InlineData("""{"customerRef":{"id":"2"},"currency":"XAU","issueDate":"2026-01-01","lineItems":[]}""", "currency")]
    [InlineData("""{"customerRef":{"id":"2"},"status":"Paid","issueDate":"2026-01-01"}""", "status")]
    [InlineData(
        """{"customerRef":{"id":"2"},"issueDate":"2026-01-01","lineItems":[{"quantity":1,"unitAmount":1}]}""",
        "lineItems[0].accountRef"
    )]
    [InlineData(
        """{"customerRef":{"id":"2"},"issueDate":"2026-01-01","lineItems":[{"quantity":1,"unitAmount":1,"discountAmount":1,"accountRef":{"id":"4"}}]}""",
        "lineItems[0].discountAmount"
    )]
    public async Task What_an_invoice_lacks_is_named(string json, string field)
    {
        using var document = JsonDocument.Parse(json);

        var refused = await RefusedAsync(() =>
            Session.Writer<Invoice>().CreateJsonAsync(document.RootElement, Marker(), CancellationToken.None)
        );

        refused.Fields.ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Fact]
    public async Task An_invoice_cut_off_after_its_creation_is_ended_by_the_search_for_it()
    {
        var customer = await WriteAsync<Customer>(new { customerName = "Was cut off" });
        var marker = Marker();
        // The answer to the creation is lost: what follows it is never sent.
        using var http = new HttpClient(new LosesAnswer("model.account.invoice.create"));
        var session = new ConnectorSession(new TrytonConnector(), server.Connection(), TimeProvider.System, http);

        var lost = await FailureAsync(async () =>
            await session
                .Writer<Invoice>()
                .CreateJsonAsync(
                    Json(await InvoiceAsync(customer.RecordId, "Submitted", total: 252.30m)),
                    marker,
                    CancellationToken.None
                )
        );
        lost.Category.ShouldBe(SourceFailureCategory.Lost);
        var found = (await FindAsync<Invoice>(marker)).ShouldNotBeNull();
        var again = await FindAsync<Invoice>(marker);

        var invoice = await ReadAsync<Invoice>(found.RecordId);
        (invoice.Status, invoice.TotalAmount).ShouldBe((InvoiceStatus.Submitted, 252.30m));
        again.ShouldBe(found);
        (
            await server.SearchAsync(
                "account.invoice",
                [TrytonValue.Where("lines.note", "like", marker.Text + "%")],
                "id"
            )
        ).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_bill_with_an_item_takes_the_items_account()
    {
        var supplier = await WriteAsync<Supplier>(new { supplierName = "Sells panels" });
        var panel = (await server.SearchAsync("product.product", [TrytonValue.Where("code", "=", "INS-9")], "id"))[0];

        var written = await WriteAsync<Bill>(
            new
            {
                reference = "THEIRS-77",
                supplierRef = new { id = supplier.RecordId },
                issueDate = Text(s_today),
                currency = "EUR",
                status = "Open",
                lineItems = new[]
                {
                    new
                    {
                        quantity = 12,
                        unitAmount = 9.1234m,
                        itemRef = new { id = TrytonKey.Of(panel.GetProperty("id").GetInt32()) },
                    },
                },
            }
        );
        var bill = await ReadAsync<Bill>(written.RecordId);

        (bill.Reference, bill.Status, bill.Currency, bill.TotalAmount).ShouldBe(
            ("THEIRS-77", BillStatus.Open, "EUR", 109.48m)
        );
        bill.LineItems![0].AccountRef!.Name.ShouldBe("Main Expense");
        bill.CurrencyRate.ShouldNotBeNull().ShouldBeInRange(0.8m, 0.9m);
    }

    [Fact]
    public async Task A_payment_in_part_and_the_rest_settle_an_invoice()
    {
        var (invoice, customer) = await PostedInvoiceAsync();
        var bank = await AccountAsync("Current account");
        var marker = Marker();

        var first = await WriteAsync<Payment>(PaymentOf(customer, bank, 100m, "Invoice", invoice, -100m), marker);
        var partly = await ReadAsync<Invoice>(invoice);
        await WriteAsync<Payment>(PaymentOf(customer, bank, 152.30m, "Invoice", invoice, -152.30m));
        var paid = await ReadAsync<Invoice>(invoice);

        (partly.Status, partly.AmountDue).ShouldBe((InvoiceStatus.PartiallyPaid, 152.30m));
        (paid.Status, paid.AmountDue, paid.PaymentAllocations!.Count).ShouldBe((InvoiceStatus.Paid, 0m, 2));
        var payment = await ReadAsync<Payment>(first.RecordId);
        (payment.TotalAmount, payment.Note, payment.AccountRef!.Name).ShouldBe(
            (100m, "By transfer", "Current account")
        );
        payment.Lines![0].Links![0].Id.ShouldBe(invoice);
        (await FindAsync<Payment>(marker))!.RecordId.ShouldBe(first.RecordId);
    }

    [Fact]
    public async Task Paying_too_much_is_refused_in_Trytons_words()
    {
        var (invoice, customer) = await PostedInvoiceAsync();
        var bank = await AccountAsync("Current account");

        var refused = await RefusedAsync(() =>
            WriteAsync<Payment>(PaymentOf(customer, bank, 1000m, "Invoice", invoice, -1000m))
        );

        refused.Message.ShouldContain("252.30");
    }

    [Fact]
    public async Task A_payment_on_account_is_a_credit_of_the_customer()
    {
        var customer = await WriteAsync<Customer>(new { customerName = "Pays ahead" });
        var bank = await AccountAsync("Current account");

        var written = await WriteAsync<Payment>(
            PaymentOf(customer.RecordId, bank, 75.5m, "PaymentOnAccount", customer.RecordId, -75.5m)
        );
        var payment = await ReadAsync<Payment>(written.RecordId);

        (payment.TotalAmount, payment.CustomerRef!.Id).ShouldBe((75.5m, customer.RecordId));
        var link = payment.Lines![0].Links![0];
        (link.Type, link.Id, link.Amount).ShouldBe((PaymentLinkType.PaymentOnAccount, customer.RecordId, -75.5m));
    }

    [Fact]
    public async Task A_bill_is_paid()
    {
        var supplier = await WriteAsync<Supplier>(new { supplierName = "Is paid at once" });
        var bill = await WriteAsync<Bill>(
            new
            {
                supplierRef = new { id = supplier.RecordId },
                issueDate = Text(s_today),
                status = "Open",
                lineItems = new[]
                {
                    new
                    {
                        quantity = 1,
                        unitAmount = 40m,
                        accountRef = new { id = await AccountAsync("Rent") },
                    },
                },
            }
        );

        var written = await WriteAsync<BillPayment>(
            new
            {
                supplierRef = new { id = supplier.RecordId },
                accountRef = new { id = await AccountAsync("Current account") },
                totalAmount = 40m,
                date = Text(s_today),
                lines = new[]
                {
                    new
                    {
                        amount = 40m,
                        links = new[]
                        {
                            new
                            {
                                type = "Bill",
                                id = bill.RecordId,
                                amount = -40m,
                            },
                        },
                    },
                },
            }
        );

        (await ReadAsync<Bill>(bill.RecordId)).Status.ShouldBe(BillStatus.Paid);
        (await ReadAsync<BillPayment>(written.RecordId)).TotalAmount.ShouldBe(40m);
    }

    [Fact]
    public async Task An_account_is_added_to_the_chart()
    {
        var marker = Marker();
        var name = $"Training {marker.Text[^8..]}";

        var written = await WriteAsync<Account>(
            new
            {
                nominalCode = "6300",
                name,
                description = "Courses",
                fullyQualifiedCategory = "Expense",
            },
            marker
        );
        var account = await ReadAsync<Account>(written.RecordId);
        var refused = await RefusedAsync(() =>
            WriteAsync<Account>(new { name = "Nowhere", fullyQualifiedCategory = "Asset.Moon" })
        );

        (account.NominalCode, account.Name, account.Description, account.Type, account.CurrentBalance).ShouldBe(
            ("6300", name, "Courses", AccountType.Expense, 0m)
        );
        refused.Fields.ShouldHaveSingleItem().Field.ShouldBe("fullyQualifiedCategory");
        refused.Message.ShouldContain("Asset.Current.Cash");
        (await FindAsync<Account>(marker)).ShouldBe(written);
    }

    [Fact]
    public async Task An_item_is_added_with_its_accounts_and_taxes()
    {
        var tax = (await server.SearchAsync("account.tax", [TrytonValue.Where("name", "=", "VAT 5%")], "id"))[0];
        var taxId = TrytonKey.Of(tax.GetProperty("id").GetInt32());
        var marker = Marker();
        // Tryton wants the codes of products to differ.
        var code = $"HP-{marker.Text[^8..]}";

        var written = await WriteAsync<Item>(
            new
            {
                name = $"Heat pump {code}",
                code,
                type = "Inventory",
                itemStatus = "Active",
                isBillItem = true,
                isInvoiceItem = true,
                invoiceItem = new
                {
                    unitPrice = 2400.5m,
                    accountRef = new { id = await AccountAsync("Main Revenue") },
                    taxRateRef = new { id = taxId },
                },
                billItem = new { unitPrice = 1800m, accountRef = new { id = await AccountAsync("Main Expense") } },
            },
            marker
        );
        var item = await ReadAsync<Item>(written.RecordId);

        (item.Name, item.Code, item.Type, item.InvoiceItem!.UnitPrice, item.BillItem!.UnitPrice).ShouldBe(
            ($"Heat pump {code}", code, ItemType.Inventory, 2400.5m, 1800m)
        );
        item.InvoiceItem.AccountRef!.Name.ShouldBe("Main Revenue");
        item.InvoiceItem.TaxRateRef!.Id.ShouldBe(taxId);
        item.BillItem.TaxRateRef.ShouldBeNull();
        (await FindAsync<Item>(marker)).ShouldBe(written);
    }

    [Fact]
    public async Task Every_writer_says_what_it_accepts()
    {
        var session = Session;

        foreach (var type in session.Writes)
        {
            var option = await session.Writer(type).GetOptionsAsync(CancellationToken.None);

            option.Type.ShouldBe(WriteOptionType.Object);
            option.Properties.ShouldNotBeNull().ShouldNotBeEmpty();
            option.Properties.Values.ShouldContain(p => p.Required, type.Key);
        }

        var account = await session.Writer<Account>().GetOptionsAsync(CancellationToken.None);
        account.Properties!["fullyQualifiedCategory"].Options!.Select(o => o.Value).ShouldContain("Asset.Current.Cash");
    }

    // --- what the tests write with ---

    private async Task<(string Invoice, string Customer)> PostedInvoiceAsync()
    {
        var customer = await WriteAsync<Customer>(new { customerName = "Pays its invoices" });
        var invoice = await WriteAsync<Invoice>(await InvoiceAsync(customer.RecordId, "Submitted"));
        return (invoice.RecordId, customer.RecordId);
    }

    private async Task<object> InvoiceAsync(
        string customer,
        string status,
        decimal? total = null,
        decimal quantity = 1m,
        DateOnly? issue = null
    )
    {
        var tax = (await server.SearchAsync("account.tax", [TrytonValue.Where("name", "=", "VAT 20%")], "id"))[0];
        return new
        {
            invoiceNumber = "CLIENT-1",
            customerRef = new { id = customer },
            issueDate = Text(issue ?? s_today),
            dueDate = Text(s_today.AddDays(14)),
            status,
            note = "Thank you",
            totalAmount = total ?? 0,
            lineItems = new[]
            {
                new
                {
                    description = "Work",
                    quantity,
                    unitAmount = 210.25m,
                    accountRef = new { id = await AccountAsync("Main Revenue") },
                    taxRateRef = new { id = TrytonKey.Of(tax.GetProperty("id").GetInt32()) },
                },
            },
        };
    }

    private static object PaymentOf(
        string customer,
        string account,
        decimal amount,
        string type,
        string linked,
        decimal change
    ) =>
        new
        {
            customerRef = new { id = customer },
            accountRef = new { id = account },
            totalAmount = amount,
            date = Text(s_today),
            note = "By transfer",
            lines = new[]
            {
                new
                {
                    amount,
                    links = new[]
                    {
                        new
                        {
                            type,
                            id = linked,
                            amount = change,
                        },
                    },
                },
            },
        };

    private async Task<string> AccountAsync(string name)
    {
        var found = await server.SearchAsync(
            "account.account",
            [TrytonValue.Where("name", "=", name), TrytonValue.Where("company", "=", TrytonServer.Company)],
            "id"
        );
        return TrytonKey.Of(found[0].GetProperty("id").GetInt32());
    }

    private Task<WriteResult> WriteAsync<TModel>(object record, WriteMarker? marker = null)
        where TModel : class, IStandardRecord =>
        Session.Writer<TModel>().CreateJsonAsync(Json(record), marker ?? Marker(), CancellationToken.None);

    private Task<WriteResult?> FindAsync<TModel>(WriteMarker marker)
        where TModel : class, IStandardRecord => Session.Writer<TModel>().FindAsync(marker, CancellationToken.None);

    private async Task<TModel> ReadAsync<TModel>(string id)
        where TModel : class, IStandardRecord
    {
        var reader = Session.Reader<TModel>();
        // From just before it, as a page would start there.
        var cursor = new TrytonCursor(0, int.Parse(id, CultureInfo.InvariantCulture) - 1, null);
        var pages = await reader.PagesAsync(new ReadWindow { Cursor = cursor.ToString() });
        return (TModel)reader.MapJson(pages.SelectMany(p => p.Rows).Single(r => r.Id == id).Json.Span);
    }

    private static WriteMarker Marker() => new("cw-" + Guid.CreateVersion7().ToString("N")[6..]);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonElement Json(object record) => JsonSerializer.SerializeToElement(record);

    private static async Task<SourceFailure> FailureAsync(Func<Task> act) =>
        (await act.ShouldThrowAsync<SourceException>()).Failure;

    private static async Task<SourceFailure> RefusedAsync(Func<Task> act)
    {
        var failure = await FailureAsync(act);
        failure.Category.ShouldBe(SourceFailureCategory.Rejected, failure.Message);
        return failure;
    }

    /// <summary>Sends a call, and breaks off before its answer is read.</summary>
    private sealed class LosesAnswer(string method) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            if (JsonNode.Parse(body)!["method"]!.GetValue<string>() != method)
            {
                return response;
            }

            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }
}
