using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Compatibility.Books;

/// <summary>
/// A source that a test plays over HTTP while the server runs as another process. It shows one edition of the books after another: from one to the
/// next some records change, some vanish, some are new. Customers are always read whole, suppliers by changes and ids, accounts by changes and deletions.
/// </summary>
public sealed class BooksConnector : Connector
{
    public const string Key = "bkst";

    /// <summary>The field of the authorization that tells where the source is.</summary>
    public const string Address = "address";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Books of the tests",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a01"),
            SourceId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a02"),
            Auth = new ConnectorAuth.Credentials([
                new AuthField
                {
                    Name = Address,
                    Label = "Address",
                    Kind = AuthFieldKind.Text,
                },
            ]),
            Budget = new RequestBudget(1_000_000, TimeSpan.FromSeconds(1)),
            LogoSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<BooksClient>()
            .Probes<BooksProbe>()
            .Reads<Customer, CustomersReader>()
            .Reads<Supplier, SuppliersReader>()
            .Reads<Account, AccountsReader>();
}

public sealed class BooksProbe : SourceProbe
{
    public override Task<SourceIdentity> IdentifyAsync(CancellationToken ct) =>
        Task.FromResult(new SourceIdentity([new SourceOrganisation("1", "An organisation")]));
}
