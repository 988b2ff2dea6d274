using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.DataTypes;

public sealed class RecordSchemaTests
{
    private static readonly RecordSchema Invoices = RecordSchema.For(DataType.Of<Invoice>());

    [Theory]
    [InlineData("id", "id", FieldKind.String)]
    [InlineData("AmountDue", "amountDue", FieldKind.Number)]
    [InlineData("customerRef.companyname", "customerRef.companyName", FieldKind.String)]
    [InlineData("status", "status", FieldKind.String)]
    [InlineData("issuedate", "issueDate", FieldKind.Date)]
    [InlineData("sourceModifiedDate", "sourceModifiedDate", FieldKind.Date)]
    [InlineData("modifiedDate", "modifiedDate", FieldKind.Date)]
    [InlineData("METADATA.ISDELETED", "metadata.isDeleted", FieldKind.Boolean)]
    public void A_path_is_found_in_any_case_and_given_back_as_json_has_it(string path, string jsonPath, FieldKind kind)
    {
        Invoices.TryResolve(path, out var field).ShouldBeTrue();

        field.ShouldBe(new SchemaField(jsonPath, kind, IsInArray: false));
    }

    [Theory]
    [InlineData("lineItems", FieldKind.String)]
    [InlineData("lineItems.quantity", FieldKind.Number)]
    [InlineData("lineItems.tracking.categoryRefs.id", FieldKind.String)]
    [InlineData("paymentAllocations.payment.paidOnDate", FieldKind.Date)]
    public void A_path_into_an_array_is_told_apart(string path, FieldKind kind)
    {
        Invoices.TryResolve(path, out var field).ShouldBeTrue();

        field.ShouldBe(new SchemaField(path, kind, IsInArray: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("colour")]
    [InlineData("customerRef")]
    [InlineData("customerRef.")]
    [InlineData("customerRef.colour")]
    [InlineData("id.length")]
    [InlineData("recordKey")]
    [InlineData("metadata")]
    [InlineData("supplementalData.content.mine.own")]
    public void A_path_to_nothing_that_has_a_value_is_not_found(string path) =>
        Invoices.TryResolve(path, out _).ShouldBeFalse();

    [Fact]
    public void What_the_store_adds_depends_on_the_data_type()
    {
        DataType.TryGet("company", out var company).ShouldBeTrue();
        DataType.TryGet("banking-transactions", out var transactions).ShouldBeTrue();
        DataType.TryGet("balanceSheet", out var balanceSheet).ShouldBeTrue();

        RecordSchema.For(company).TryResolve("modifiedDate", out _).ShouldBeFalse();
        RecordSchema.For(transactions).TryResolve("modifiedDate", out _).ShouldBeTrue();
        RecordSchema.For(transactions).TryResolve("metadata.isDeleted", out _).ShouldBeFalse();
        RecordSchema.For(balanceSheet).Fields.ShouldBeEmpty();
    }
}
