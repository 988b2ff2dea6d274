using System.Text.Json.Serialization;

namespace Causeway.Contracts;

/// <summary>What kind of system a source is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceType>))]
public enum SourceType
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Keeps books: ledger, invoices, bills.</summary>
    Accounting,

    /// <summary>Holds bank accounts and their transactions.</summary>
    Banking,

    /// <summary>Books that take bank transactions from us.</summary>
    BankFeed,

    /// <summary>Sells or takes payments: a shop, a till, a payment provider.</summary>
    Commerce,

    /// <summary>Books that take expenses from us.</summary>
    Expense,

    /// <summary>Anything else.</summary>
    Other,
}
