using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Contracts.DataTypes.Banking;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Contracts.DataTypes;

/// <summary>
/// JSON of the standard data model: camelCase, nothing for null, dates as <see cref="StandardDate"/> writes them.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    RespectNullableAnnotations = true,
    Converters = [typeof(StandardDateConverter)]
)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(BankAccount))]
[JsonSerializable(typeof(BankTransaction))]
[JsonSerializable(typeof(Bill))]
[JsonSerializable(typeof(BillCreditNote))]
[JsonSerializable(typeof(BillPayment))]
[JsonSerializable(typeof(CompanyInfo))]
[JsonSerializable(typeof(CreateBankTransactions))]
[JsonSerializable(typeof(CreditNote))]
[JsonSerializable(typeof(Customer))]
[JsonSerializable(typeof(Invoice))]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(Journal))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(Payment))]
[JsonSerializable(typeof(Supplier))]
[JsonSerializable(typeof(TaxRate))]
[JsonSerializable(typeof(TrackingCategory))]
[JsonSerializable(typeof(TrackingCategoryTree))]
[JsonSerializable(typeof(Transfer))]
[JsonSerializable(typeof(BankingAccount))]
[JsonSerializable(typeof(BankingAccountBalance))]
[JsonSerializable(typeof(BankingTransaction))]
[JsonSerializable(typeof(BankingTransactionCategory))]
[JsonSerializable(typeof(CommerceCompanyInfo))]
[JsonSerializable(typeof(CommerceCustomer))]
[JsonSerializable(typeof(CommerceDispute))]
[JsonSerializable(typeof(CommerceLocation))]
[JsonSerializable(typeof(CommerceOrder))]
[JsonSerializable(typeof(CommercePayment))]
[JsonSerializable(typeof(CommercePaymentMethod))]
[JsonSerializable(typeof(CommerceProduct))]
[JsonSerializable(typeof(CommerceProductCategory))]
[JsonSerializable(typeof(CommerceTaxComponent))]
[JsonSerializable(typeof(CommerceTransaction))]
public sealed partial class StandardJson : JsonSerializerContext
{
    /// <summary>What is stored and served; text is escaped no more than JSON asks for.</summary>
    public static StandardJson Wire { get; } = new(WireOptions());

    /// <summary>
    /// Reads the bodies of writes, in which only what the source asks for has to be present: a required number that is
    /// missing becomes zero, a required enum its first value, and any other required member null. So a body is checked
    /// against the options of the source before it is read with this.
    /// </summary>
    public static JsonSerializerOptions Writes { get; } = WriteOptions();

    // Not copies of Default.Options: the static members of two parts of a class have no order between them.
    private static JsonSerializerOptions WireOptions() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new StandardDateConverter() },
        };

    private static JsonSerializerOptions WriteOptions()
    {
        var options = WireOptions();
        options.TypeInfoResolver = new StandardJson().WithAddedModifier(RequireNothing);
        options.MakeReadOnly();
        return options;
    }

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            member.IsRequired = false;
            member.IsSetNullable |= !member.PropertyType.IsValueType;
        }
    }
}
