using System.Text;
using Causeway.Contracts.DataTypes;

namespace Causeway.Server.Records;

/// <summary>Where the records of a data type are read, and what the operations are called, as the API's documents have them.</summary>
internal static class RecordRoutes
{
    /// <summary>Data types whose records are read here. Financial statements are reports, with parameters of their own.</summary>
    public static IEnumerable<DataType> Types =>
        DataType.All.Where(t => !t.Path.StartsWith("financials/", StringComparison.Ordinal));

    /// <summary>The route of a data type's list, or of its only record.</summary>
    public static string List(DataType type) =>
        type.Key is "bankTransactions"
            ? $"{Prefix(type)}/bankAccounts/{{accountId}}/bankTransactions"
            : $"{Prefix(type)}/{type.Path}";

    /// <summary>Whether there is a list.</summary>
    public static bool HasList(DataType type) => !type.IsSingleton;

    /// <summary>Whether single records of the list can be read.</summary>
    public static bool HasSingle(DataType type) =>
        !type.IsSingleton && type.Key is not ("bankTransactions" or "banking-accountBalances");

    /// <summary>The operation that lists.</summary>
    public static string ListName(DataType type) =>
        type.Key switch
        {
            "bankTransactions" => "list-accounting-bank-account-transactions",
            "commerce-taxComponents" => "list-tax-components",
            "taxRates" => "list-tax-rates",
            "trackingCategories" => "list-tracking-categories",
            "paymentMethods" => "list-payment-methods",
            _ => $"list-{Family(type)}-{Kebab(Noun(type))}",
        };

    /// <summary>The operation that reads one.</summary>
    public static string SingleName(DataType type) =>
        type.Key switch
        {
            "company" => "get-accounting-profile",
            "commerce-companyInfo" => "get-commerce-profile",
            "commerce-taxComponents" => "get-tax-component",
            "taxRates" => "get-tax-rate",
            "trackingCategories" => "get-tracking-category",
            "paymentMethods" => "get-payment-method",
            _ => $"get-{Family(type)}-{Singular(Kebab(Noun(type)))}",
        };

    private static string Prefix(DataType type) =>
        type.Level is DataLevel.Company
            ? "/companies/{companyId}/data"
            : "/companies/{companyId}/connections/{connectionId}/data";

    private static string Family(DataType type) => type.SourceType.ToString().ToLowerInvariant();

    private static string Noun(DataType type)
    {
        var dash = type.Path.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? type.Path : type.Path[(dash + 1)..];
    }

    private static string Kebab(string camel)
    {
        var kebab = new StringBuilder(camel.Length + 4);
        foreach (var letter in camel)
        {
            if (char.IsAsciiLetterUpper(letter))
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }

    private static string Singular(string plural) =>
        plural.EndsWith("ies", StringComparison.Ordinal) ? $"{plural[..^3]}y" : plural[..^1];
}
