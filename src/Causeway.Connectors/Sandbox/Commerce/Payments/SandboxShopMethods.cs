using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Sandbox.Commerce.Payments;

/// <summary>How customers can pay, or once could.</summary>
internal sealed class SandboxShopMethods(ShopSource source)
    : Reader<SandboxShopMethod, CommercePaymentMethod>(SandboxJson.Default.SandboxShopMethod)
{
    private static readonly (string Id, string Name, string State)[] Methods =
    [
        ("card", "Card in the shop", "active"),
        ("online", "Card online", "active"),
        ("wallet", "Sand Wallet", "active"),
        ("cash", "Cash", "active"),
        ("cheque", "Cheque", "closed"),
    ];

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(
            window,
            trading =>
                Feed<SandboxShopMethod>.OfAll(
                    SandboxJson.Default.SandboxShopMethod,
                    [.. Methods.Select(m => new SandboxShopMethod(m.Id, m.Name, m.State, trading.Founded))]
                ),
            ct
        );

    public override CommercePaymentMethod Map(SandboxShopMethod source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            Status = source.State switch
            {
                "active" => CommercePaymentMethodStatus.Active,
                "closed" => CommercePaymentMethodStatus.Archived,
                _ => CommercePaymentMethodStatus.Unknown,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    /// <summary>What a method is called.</summary>
    public static string? NameOf(string method) => Array.Find(Methods, m => m.Id == method).Name;
}

/// <summary>A way to pay, as the made-up shop keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">active or closed.</param>
/// <param name="Changed">When it last changed, in milliseconds since 1970.</param>
internal sealed record SandboxShopMethod(string Id, string Name, string State, long Changed) : ISandboxRow;
