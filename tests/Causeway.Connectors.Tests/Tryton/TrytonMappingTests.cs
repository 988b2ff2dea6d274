using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>The mappings, from rows that were recorded of the seeded server; no server is asked.</summary>
public sealed class TrytonMappingTests
{
    private static readonly ConnectorSession s_session = new(
        new TrytonConnector(),
        ConnectorSession.Connection(new TrytonConnector(), DateTimeOffset.UnixEpoch),
        TimeProvider.System,
        new HttpClient()
    );

    [Theory]
    [InlineData("invoices", "invoice-part-paid-euro")]
    [InlineData("invoices", "invoice-credited")]
    [InlineData("invoices", "invoice-instalment")]
    [InlineData("creditNotes", "credit-note-refunded")]
    [InlineData("bills", "bill-levied")]
    [InlineData("bills", "bill-cancelled")]
    [InlineData("payments", "payment-part")]
    [InlineData("payments", "payment-offset")]
    [InlineData("journalEntries", "journal-entry-invoice")]
    [InlineData("chartOfAccounts", "account-bank")]
    [InlineData("customers", "party")]
    [InlineData("company", "company")]
    [InlineData("taxRates", "tax-levied")]
    [InlineData("items", "product")]
    [InlineData("bankTransactions", "bank-line")]
    [InlineData("transfers", "transfer")]
    public void A_recorded_row_maps_to_what_a_bookkeeper_expects(string dataType, string recording)
    {
        DataType.TryGet(dataType, out var type).ShouldBeTrue();

        var mapped = s_session.Reader(type).MapJson(Row(recording));

        var json = JsonNode.Parse(JsonSerializer.Serialize(mapped, type.Json!));
        var expected = JsonNode.Parse(Row(recording + ".expected"));
        JsonNode.DeepEquals(json, expected).ShouldBeTrue($"It maps to {json}");
    }

    [Fact]
    public void A_state_that_is_not_known_is_Unknown()
    {
        var row = Edit("invoice-part-paid-euro", record => record["state"] = "disputed");

        Invoice(row).Status.ShouldBe(InvoiceStatus.Unknown);
    }

    [Theory]
    [InlineData("draft", InvoiceStatus.Draft)]
    [InlineData("validated", InvoiceStatus.Draft)]
    [InlineData("paid", InvoiceStatus.Paid)]
    [InlineData("cancelled", InvoiceStatus.Void)]
    public void A_state_is_a_status(string state, InvoiceStatus status)
    {
        var row = Edit("invoice-part-paid-euro", record => record["state"] = state);

        Invoice(row).Status.ShouldBe(status);
    }

    [Fact]
    public void A_draft_is_due_in_full_and_a_cancelled_invoice_not_at_all()
    {
        var draft = Invoice(Edit("invoice-part-paid-euro", record => record["state"] = "draft"));
        var cancelled = Invoice(Edit("invoice-part-paid-euro", record => record["state"] = "cancelled"));

        draft.AmountDue.ShouldBe(draft.TotalAmount);
        draft.PaymentAllocations.ShouldBeEmpty();
        cancelled.AmountDue.ShouldBe(0);
        cancelled.PaymentAllocations.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("12345678901234567890.12")]
    [InlineData("0.0000000001")]
    [InlineData("-0.10")]
    public void Money_is_kept_digit_for_digit(string digits)
    {
        var row = Edit("invoice-part-paid-euro", record => record["untaxed_amount"]!["decimal"] = digits);

        Invoice(row).SubTotal!.Value.ToString(CultureInfo.InvariantCulture).ShouldBe(digits);
    }

    [Theory]
    [InlineData("""{"__class__":"Decimal","decimal":"NaN"}""")]
    [InlineData("""{"__class__":"Decimal"}""")]
    [InlineData("""{"__class__":"date","decimal":"1"}""")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void An_amount_that_is_none_sets_the_record_aside(string amount)
    {
        var row = Edit("invoice-part-paid-euro", record => record["untaxed_amount"] = JsonNode.Parse(amount));

        Should.Throw<JsonException>(() => Invoice(row));
    }

    [Fact]
    public void Truth_is_told_in_either_form()
    {
        var active = Edit("party", record => record["active"] = true);
        var archived = Edit("party", record => record["active"] = 0);

        Customer(active).Status.ShouldBe(CustomerStatus.Active);
        Customer(archived).Status.ShouldBe(CustomerStatus.Archived);
    }

    [Fact]
    public void Members_that_we_do_not_know_are_passed_over()
    {
        var row = Edit(
            "party",
            record => record["x_loyalty"] = new JsonObject { ["__class__"] = "timedelta", ["seconds"] = 3 }
        );

        Customer(row).CustomerName.ShouldBe("Marlowe Interiors");
    }

    [Fact]
    public void The_mark_of_a_write_is_not_shown()
    {
        var row = Edit("payment-part", record => record["description"] = "Paid [cw-abcdefghijklmnopqrstuvwxyz]");

        var payment = (Payment)s_session.Reader<Payment>().MapJson(row);

        payment.Note.ShouldBe("Paid");
    }

    private static Invoice Invoice(byte[] row) => (Invoice)s_session.Reader<Invoice>().MapJson(row);

    private static Customer Customer(byte[] row) => (Customer)s_session.Reader<Customer>().MapJson(row);

    private static byte[] Edit(string recording, Action<JsonObject> edit)
    {
        var record = JsonNode.Parse(Row(recording))!.AsObject();
        edit(record);
        return Encoding.UTF8.GetBytes(record.ToJsonString());
    }

    private static byte[] Row(string recording) =>
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Tryton", "Recordings", recording + ".json"));
}
