using System.Text.Json.Serialization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Accounting.Catalogue;
using Causeway.Connectors.Sandbox.Accounting.General;
using Causeway.Connectors.Sandbox.Accounting.Purchases;
using Causeway.Connectors.Sandbox.Accounting.Sales;
using Causeway.Connectors.Sandbox.Banking;
using Causeway.Connectors.Sandbox.Commerce.Catalogue;
using Causeway.Connectors.Sandbox.Commerce.Orders;
using Causeway.Connectors.Sandbox.Commerce.Payments;

namespace Causeway.Connectors.Sandbox;

/// <summary>JSON of the made-up sources.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SandboxFirm))]
[JsonSerializable(typeof(SandboxAccount))]
[JsonSerializable(typeof(SandboxContact))]
[JsonSerializable(typeof(SandboxInvoice))]
[JsonSerializable(typeof(SandboxPayment))]
[JsonSerializable(typeof(SandboxBill))]
[JsonSerializable(typeof(SandboxItem))]
[JsonSerializable(typeof(SandboxTaxRate))]
[JsonSerializable(typeof(SandboxTag))]
[JsonSerializable(typeof(SandboxJournal))]
[JsonSerializable(typeof(SandboxEntry))]
[JsonSerializable(typeof(SandboxBankLine))]
[JsonSerializable(typeof(SandboxBankAccount))]
[JsonSerializable(typeof(SandboxTransfer))]
[JsonSerializable(typeof(SandboxCreditNote))]
[JsonSerializable(typeof(SandboxBillCreditNote))]
[JsonSerializable(typeof(Written<SandboxContact>))]
[JsonSerializable(typeof(Written<SandboxItem>))]
[JsonSerializable(typeof(Written<SandboxAccount>))]
[JsonSerializable(typeof(Written<SandboxInvoice>))]
[JsonSerializable(typeof(Written<SandboxBill>))]
[JsonSerializable(typeof(Written<SandboxPayment>))]
[JsonSerializable(typeof(SandboxStatement))]
[JsonSerializable(typeof(SandboxStatementLine))]
[JsonSerializable(typeof(SandboxSpendingCategory))]
[JsonSerializable(typeof(SandboxShop))]
[JsonSerializable(typeof(SandboxShopCategory))]
[JsonSerializable(typeof(SandboxShopDispute))]
[JsonSerializable(typeof(SandboxShopLocation))]
[JsonSerializable(typeof(SandboxShopMethod))]
[JsonSerializable(typeof(SandboxShopOrder))]
[JsonSerializable(typeof(SandboxShopPayment))]
[JsonSerializable(typeof(SandboxShopProduct))]
[JsonSerializable(typeof(SandboxShopTaxPart))]
[JsonSerializable(typeof(SandboxShopTransaction))]
internal sealed partial class SandboxJson : JsonSerializerContext;
