using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Customers;

/// <summary>The shop's customers.</summary>
internal sealed class SandboxShoppers(ShopSource source)
    : Reader<SandboxContact, CommerceCustomer>(SandboxJson.Default.SandboxContact)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, trading => new ShopperRows(trading).Feed, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        source.ReadIdsAsync(cursor, trading => new ShopperRows(trading).Ids(), ct);

    public override CommerceCustomer Map(SandboxContact source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            EmailAddress = source.Email,
            Phone = source.Phone,
            DefaultCurrency = source.Currency,
            Addresses = [.. (source.Addresses ?? []).Select(ShopParts.ToAddress)],
            Note = source.Note,
            CreatedDate = source.Since is { } since ? Parts.ToInstant(since) : null,
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}
