using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Banking;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Banking;

namespace Causeway.Connectors.Sandbox;

/// <summary>The bank of the made-up firms: the same lines that their books have, as a bank shows them.</summary>
public sealed class SandboxBankingConnector : Connector
{
    /// <inheritdoc/>
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = "bksb",
            Name = "Banking Sandbox",
            SourceType = SourceType.Banking,
            IntegrationId = new Guid("c1c6b1f0-5b0e-4a3c-9a57-6d3f0e6b2a05"),
            SourceId = new Guid("c1c6b1f0-5b0e-4a3c-9a57-6d3f0e6b2a06"),
            Auth = SandboxChoices.Of(DataSets.All.Select(s => (s.Key, s.Name, SizeOf(s))), writes: false),
            Budget = new RequestBudget(10_000, TimeSpan.FromMinutes(1)),
            LogoSvg = SandboxLogos.Banking,
            IsSandbox = true,
        };

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<FirmSource>()
            .Probes<FirmProbe>()
            .Reads<BankingAccount, SandboxBankingAccounts>()
            .Reads<BankingAccountBalance, SandboxBankingBalances>()
            .Reads<BankingTransactionCategory, SandboxBankingCategories>()
            .Reads<BankingTransaction, SandboxBankingTransactions>();

    private static string SizeOf(DataSet set) =>
        string.Create(CultureInfo.InvariantCulture, $"{set.Kind}: about {set.BankLinesRoughly:N0} transactions");
}
