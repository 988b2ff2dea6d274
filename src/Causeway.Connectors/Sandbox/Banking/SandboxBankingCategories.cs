using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Banking;

namespace Causeway.Connectors.Sandbox.Banking;

/// <summary>What money is moved for.</summary>
internal sealed class SandboxBankingCategories(FirmSource source)
    : Reader<SandboxSpendingCategory, BankingTransactionCategory>(SandboxJson.Default.SandboxSpendingCategory)
{
    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(
            window,
            books =>
                Feed<SandboxSpendingCategory>.OfAll(
                    SandboxJson.Default.SandboxSpendingCategory,
                    SpendingCategories.Rows(books)
                ),
            ct
        );

    public override BankingTransactionCategory Map(SandboxSpendingCategory source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            ParentId = source.Above,
            HasChildren = source.Children > 0,
            Status = source.State switch
            {
                "active" => BankingTransactionCategoryStatus.Active,
                "closed" => BankingTransactionCategoryStatus.Archived,
                _ => BankingTransactionCategoryStatus.Unknown,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}
