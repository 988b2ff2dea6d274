using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Ledgerly;

/// <summary>Reaches Ledgerly: the manifest, and the list of what is read and written.</summary>
public sealed class LedgerlyConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = "ldgy",
            Name = "Ledgerly",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("4a4a6a3e-7c5b-4f0f-9a52-0d6f3c6a7e01"),
            SourceId = new Guid("4a4a6a3e-7c5b-4f0f-9a52-0d6f3c6a7e02"),
            Auth = new ConnectorAuth.Credentials([
                new AuthField
                {
                    Name = "url",
                    Label = "Address",
                    Kind = AuthFieldKind.Url,
                    Help = "Where your Ledgerly is, for example https://books.example.com",
                },
                new AuthField
                {
                    Name = "token",
                    Label = "Access token",
                    Kind = AuthFieldKind.Password,
                },
            ]),
            Budget = new RequestBudget(60, TimeSpan.FromMinutes(1)),
            LogoSvg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#5b3fd6"/><path d="M20 14v36h26" fill="none" stroke="#fff" stroke-width="7"/></svg>
                """,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<LedgerlyClient>()
            .Probes<LedgerlyProbe>()
            .Reads<Customer, LedgerlyCustomers>()
            .Reads<Invoice, LedgerlyInvoices>()
            .Writes<Customer, LedgerlyCustomersWriter>();
}
