using System.Text.Json.Serialization;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Ledger;

/// <summary>A kind of account, in a tree that is the shape of the statements: <c>account.account.type</c>.</summary>
internal sealed record TrytonAccountType
{
    // Tryton marks what is owned, but not what tells equity from debt; a chart says so only by its own words.
    private static readonly string[] s_equityWords =
    [
        "equity",
        "capital",
        "reserve",
        "retained",
        "eigenkapital",
        "kapital",
        "rücklage",
        "eigen vermogen",
        "capitaux propres",
        "fonds propres",
        "capital propio",
        "patrimonio",
        "património",
        "капитал",
        "kapital",
    ];

    public int Id { get; init; }
    public string? Name { get; init; }

    /// <summary><c>balance</c>, <c>income</c> or <c>off-balance</c>; null at the root.</summary>
    public string? Statement { get; init; }
    public bool? Assets { get; init; }
    public bool? Receivable { get; init; }
    public bool? Stock { get; init; }
    public bool? Payable { get; init; }
    public bool? Debt { get; init; }
    public bool? Revenue { get; init; }
    public bool? Expense { get; init; }

    [JsonPropertyName("parent.")]
    public TrytonAccountType? Parent { get; init; }

    /// <summary>The fields to read, with five levels above: deeper trees are told by these.</summary>
    public static IEnumerable<string> Fields(string path) =>
        Enumerable.Range(0, 6).SelectMany(level => Level(path + string.Concat(Enumerable.Repeat("parent.", level))));

    private static IEnumerable<string> Level(string path) =>
        [
            path + "name",
            path + "statement",
            path + "assets",
            path + "receivable",
            path + "stock",
            path + "payable",
            path + "debt",
            path + "revenue",
            path + "expense",
        ];

    /// <summary>The class in the standard model.</summary>
    public AccountType Class =>
        Statement switch
        {
            "income" => Up.Any(t => t.Revenue is true) ? AccountType.Income
            : Up.Any(t => t.Expense is true) ? AccountType.Expense
            : AccountType.Unknown,
            "balance" => Up.Any(t => t.Assets is true || t.Receivable is true || t.Stock is true) ? AccountType.Asset
            : Up.Any(t => t.Payable is true || t.Debt is true) ? AccountType.Liability
            : Up.Any(t => t.IsCalledEquity) ? AccountType.Equity
            : AccountType.Liability,
            _ => AccountType.Unknown,
        };

    /// <summary>The class and the names below it: <c>Asset.Current.Cash</c>.</summary>
    public string? Category
    {
        get
        {
            if (Class is AccountType.Unknown)
            {
                return null;
            }

            var name = Class.ToString();
            var path = Up.Where(t => t.Statement is not null).Select(t => t.Name).Reverse().ToList();
            // A branch that is called like its class says it once; what is above it is another class.
            var own = path.FindLastIndex(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
            return string.Join('.', path.Skip(own + 1).Prepend(name));
        }
    }

    private bool IsCalledEquity =>
        Statement is not null && s_equityWords.Any(w => Name?.Contains(w, StringComparison.OrdinalIgnoreCase) ?? false);

    private IEnumerable<TrytonAccountType> Up
    {
        get
        {
            for (var type = this; type is not null; type = type.Parent)
            {
                yield return type;
            }
        }
    }
}
