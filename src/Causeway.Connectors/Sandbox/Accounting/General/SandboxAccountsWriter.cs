using Causeway.Connectors.Sandbox.Accounting.Writing;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.General;

/// <summary>Writes accounts; they begin with nothing on them.</summary>
internal sealed class SandboxAccountsWriter(FirmSource source) : Writer<Account>
{
    private const int LongestCode = 10;

    private readonly SandboxWrites<SandboxAccount> writes = new(
        source,
        WrittenRecords.AccountFolder,
        SandboxJson.Default.WrittenSandboxAccount,
        "nominalCode"
    );

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            Accepts.Record(
                "Nominal account",
                (
                    "nominalCode",
                    Accepts
                        .Text("Nominal code", "The number of the account, which no other has.")
                        .Rule("NominalCode", $"Up to {LongestCode} characters.")
                ),
                ("name", Accepts.Text("Name", "The name.", true)),
                ("description", Accepts.Text("Description", "Anything.")),
                (
                    "type",
                    Accepts.Choice(
                        "Type",
                        "The class; the category tells if it is not sent.",
                        false,
                        "Asset",
                        "Expense",
                        "Income",
                        "Liability",
                        "Equity"
                    )
                ),
                ("fullyQualifiedCategory", Accepts.Text("Category", "The class and a group, such as Asset.Current.")),
                ("currency", Accepts.Text("Currency", "That of the business."))
            )
        );

    public override Task<WriteResult> CreateAsync(Account record, WriteMarker marker, CancellationToken ct) =>
        writes.CreateAsync(marker, desk => Make(record, desk), ct);

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        writes.FindAsync(marker, ct);

    private static SandboxAccount Make(Account record, WriteDesk desk)
    {
        CheckCode(record.NominalCode, desk);
        var category = record.FullyQualifiedCategory?.Split('.', 2);
        var type =
            record.Type is not (null or AccountType.Unknown) ? record.Type
            : Enum.TryParse<AccountType>(category?[0], out var told) ? told
            : null;
        if (type is null)
        {
            desk.Refuse("type", "The account needs a type, or a category that begins with one.");
        }
        else if (category is not null && category[0] != type.ToString())
        {
            desk.Refuse("fullyQualifiedCategory", $"The category must begin with '{type}'.");
        }

        if (record.IsBankAccount is true)
        {
            desk.Refuse("isBankAccount", "Bank accounts come from the bank.");
        }

        if (record.CurrentBalance is { } balance and not 0)
        {
            desk.Warn("currentBalance", $"The account begins with nothing; {balance} was ignored.");
        }

        if (record.Currency is { } currency && currency != desk.Land.Currency)
        {
            desk.Refuse("currency", $"Accounts are kept in {desk.Land.Currency}.");
        }

        return new SandboxAccount
        {
            Id = desk.Id,
            Code = record.NominalCode,
            Name = desk.Text(record.Name, "name"),
            Text = record.Description,
            Kind = (type ?? AccountType.Unknown).ToString().ToLowerInvariant(),
            Group = category is [_, var group] ? group : "Other",
            Currency = desk.Land.Currency,
            State = "active",
            Debit = 0,
            Mark = desk.Mark,
            Changed = desk.At,
        };
    }

    private static void CheckCode(string? code, WriteDesk desk)
    {
        if (code is null)
        {
            return;
        }

        if (code.Length > LongestCode)
        {
            desk.Refuse("nominalCode", $"The code must not be longer than {LongestCode} characters.");
        }
        else if (
            Array.Exists(Chart.Cards, c => c.Code == code)
            || desk.Books.Written.Accounts.Values.Any(w => w.Row.Code == code)
        )
        {
            desk.Refuse("nominalCode", $"There is an account with the code '{code}'.");
        }
    }
}
