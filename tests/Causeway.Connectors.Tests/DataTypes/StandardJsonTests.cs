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
}
