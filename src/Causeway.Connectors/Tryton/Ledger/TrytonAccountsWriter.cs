using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>Adds accounts to the chart, below its root. The marker stands at the end of the account's note.</summary>
internal sealed class TrytonAccountsWriter(TrytonClient tryton) : Writer<Account>
{
    private readonly TrytonLookups lookups = new(tryton);

    public override async Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        TrytonOptions.Record(
            "Nominal Account",
            "An account of the ledger.",
            ("nominalCode", TrytonOptions.Text("Code", "Tryton does not mind if it is used twice.")),
            ("name", TrytonOptions.Text("Name", "The name.", required: true)),
            ("description", TrytonOptions.Text("Description", "Kept as the note.")),
            (
                "fullyQualifiedCategory",
                TrytonOptions.Choice(
                    "Category",
                    "The kind of account.",
                    required: true,
                    (await TypesAsync(ct)).Select(t => (t.Category!, t.Category!.Replace('.', ' ')))
                )
            ),
            (
                "type",
                TrytonOptions.Choice(
                    "Type",
                    "Not used: the category tells.",
                    required: false,
                    Enum.GetNames<AccountType>().Select(n => (n, n))
                )
            ),
            (
                "status",
                TrytonOptions.Choice("Status", "Only active ones are added.", required: false, ("Active", "Active"))
            )
        );

    public override async Task<WriteResult> CreateAsync(Account record, WriteMarker marker, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(record.Name))
        {
            throw TrytonClient.Refuse("name", "A name is needed.");
        }

        if (record.Status is AccountStatus.Archived or AccountStatus.Pending)
        {
            throw TrytonClient.Refuse("status", "An account is added active.");
        }

        var types = await TypesAsync(ct);
        var type =
            types.FirstOrDefault(t =>
                string.Equals(t.Category, record.FullyQualifiedCategory, StringComparison.Ordinal)
            )
            ?? throw TrytonClient.Refuse(
                "fullyQualifiedCategory",
                $"Tryton has no such kind of account. It has {string.Join(", ", types.Select(t => t.Category))}."
            );
        var (company, _) = await tryton.BooksAsync(ct);
        // What a customer or a supplier owes is always somebody's, and is settled line by line.
        var isOwed = type.Receivable is true || type.Payable is true;
        var id = await lookups.CreateAsync(
            "account.account",
            new JsonObject
            {
                ["company"] = company,
                ["name"] = record.Name,
                ["code"] = record.NominalCode,
                ["type"] = type.Id,
                ["parent"] = await lookups.FirstAsync(
                    "account.account",
                    [TrytonValue.Where("company", "=", company), TrytonValue.Where("parent", "=", null)],
                    ct
                ),
                ["reconcile"] = isOwed,
                ["party_required"] = isOwed,
                ["note"] = TrytonMarker.Append(record.Description, marker),
            },
            ct
        );
        return new WriteResult(TrytonKey.Of(id));
    }

    public override async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var id = await lookups.FirstAsync(
            "account.account",
            [TrytonValue.Where("company", "=", company), TrytonValue.Where("note", "like", $"%[{marker.Text}]")],
            ct
        );
        return id is { } found ? new WriteResult(TrytonKey.Of(found)) : null;
    }

    private async Task<IReadOnlyList<TrytonAccountType>> TypesAsync(CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        var found = await lookups.SearchAsync(
            "account.account.type",
            [TrytonValue.Where("company", "=", company)],
            TrytonAccountType.Fields(""),
            ct
        );
        return
        [
            .. found
                .Select(t => t.Deserialize(TrytonJson.Default.TrytonAccountType)!)
                .Where(t => t.Category is not null)
                .OrderBy(t => t.Category, StringComparer.Ordinal),
        ];
    }
}
