using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.DataTypes;

public sealed class StandardJsonTests
{
    [Fact]
    public void A_record_is_written_with_its_published_names_and_nothing_for_null()
    {
        var invoice = new Invoice
        {
            Id = "7",
            CustomerRef = new CustomerRef { Id = "c/1", CompanyName = "Crème & Söhne <GmbH>" },
            IssueDate = new DateTimeOffset(2022, 10, 23, 0, 0, 0, TimeSpan.Zero),
            CurrencyRate = 0.7810000000000000000000000001m,
            LineItems = [],
            TotalTaxAmount = 20.00m,
            TotalAmount = 583.3333333333m,
            AmountDue = 0m,
            Status = InvoiceStatus.PartiallyPaid,
            SourceModifiedDate = new DateTimeOffset(2022, 10, 23, 10, 20, 30, 500, TimeSpan.Zero),
        };

        JsonSerializer
            .Serialize(invoice, StandardJson.Wire.Invoice)
            .ShouldBe(
                """
                {"id":"7","customerRef":{"id":"c/1","companyName":"Crème & Söhne <GmbH>"},"issueDate":"2022-10-23T00:00:00Z",
                "currencyRate":0.7810000000000000000000000001,"lineItems":[],"totalTaxAmount":20.00,
                "totalAmount":583.3333333333,"amountDue":0,"status":"PartiallyPaid",
                "sourceModifiedDate":"2022-10-23T10:20:30.5Z"}
                """.ReplaceLineEndings("")
            );
    }

    [Fact]
    public void Members_that_are_not_in_the_model_are_tolerated()
    {
        var supplier = JsonSerializer.Deserialize(
            """{"id":"1","status":"Active","modifiedDate":"2022-10-23","metadata":{"isDeleted":false},"new":[1]}""",
            StandardJson.Wire.Supplier
        );

        supplier.ShouldBe(new Supplier { Id = "1", Status = SupplierStatus.Active });
    }

    [Theory]
    [InlineData("\"Settled\"")]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void A_status_that_was_not_published_is_refused(string status) =>
        Should
            .Throw<JsonException>(() =>
                JsonSerializer.Deserialize($$"""{"id":"1","status":{{status}}}""", StandardJson.Wire.Supplier)
            )
            .Path.ShouldBe("$.status");

    [Fact]
    public void A_write_needs_only_what_its_source_asks_for()
    {
        const string body = """
            {"supplierRef":{"id":"s1"},"issueDate":"2022-10-23","dueDate":"2022-11-23T00:00:00+01:00",
            "lineItems":[{"quantity":2,"unitAmount":9.990,"accountRef":{"id":"400"}}],"note":null}
            """;

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize(body, StandardJson.Wire.Bill));
        var bill = JsonSerializer.Deserialize<Bill>(body, StandardJson.Writes).ShouldNotBeNull();

        bill.SupplierRef.ShouldNotBeNull().Id.ShouldBe("s1");
        bill.Status.ShouldBe(BillStatus.Unknown);
        bill.TotalAmount.ShouldBe(0m);
        bill.IssueDate.ShouldBe(new DateTimeOffset(2022, 10, 23, 0, 0, 0, TimeSpan.Zero));
        bill.LineItems.ShouldHaveSingleItem().UnitAmount.ShouldBe(9.990m);
    }

    [Fact]
    public void Bank_transactions_are_written_for_one_account_at_a_time()
    {
        const string body = """
            {"accountId":"a1","transactions":[{"id":"1","date":"2022-10-23T00:00:00Z","description":"Rent","counterparty":"C",
            "reference":"R","reconciled":true,"amount":-1000.00,"balance":-232.00,"transactionType":"DirectDebit"}]}
            """;

        var write = JsonSerializer.Deserialize<CreateBankTransactions>(body, StandardJson.Writes);

        JsonSerializer
            .Serialize(write, StandardJson.Wire.CreateBankTransactions)
            .ShouldBe(
                """
                {"accountId":"a1","transactions":[{"id":"1","date":"2022-10-23T00:00:00Z","description":"Rent","counterparty":"C",
                "reference":"R","reconciled":true,"amount":-1000.00,"balance":-232.00,"transactionType":"DirectDebit"}]}
                """.ReplaceLineEndings("")
            );
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("1.50")]
    [InlineData("-0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("583.3333333333")]
    public void A_number_keeps_every_digit(string number)
    {
        var json = $$"""{"currentBalance":{{number}}}""";

        JsonSerializer
            .Serialize(JsonSerializer.Deserialize(json, StandardJson.Wire.Account), StandardJson.Wire.Account)
            .ShouldBe(json);
    }

    [Theory]
    [InlineData("\"1.5\"")]
    [InlineData("79228162514264337593543950336")]
    public void A_number_that_is_text_or_too_big_is_refused(string number) =>
        Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize($$"""{"currentBalance":{{number}}}""", StandardJson.Wire.Account)
        );

    [Fact]
    public void Null_where_a_value_is_required_is_refused_and_taken_as_absent_elsewhere()
    {
        Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize("""{"id":null,"companyName":"C"}""", StandardJson.Wire.CustomerRef)
        );

        JsonSerializer
            .Deserialize("""{"id":"1","companyName":null}""", StandardJson.Wire.CustomerRef)
            .ShouldBe(new CustomerRef { Id = "1" });
    }
}
