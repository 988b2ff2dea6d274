using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>Sources of the tests' own: they need no network, and do what a test asks of them.</summary>
public static class FakeConnectors
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<Connector, FakeBooks>();
        services.AddSingleton<Connector, FakeBank>();
        services.AddSingleton<Connector, FakeLedger>();
    }

    internal static string Logo(string colour) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="{colour}"/></svg>""";
}

/// <summary>Accounting without credentials: only a data set is chosen.</summary>
public sealed class FakeBooks : Connector
{
    public const string Key = "tbks";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Test Books",
            SourceType = SourceType.Accounting,
            IntegrationId = new("0190a000-0000-7000-8000-00000000b001"),
            SourceId = new("0190a000-0000-7000-8000-00000000b002"),
            Auth = new ConnectorAuth.None([
                new AuthField
                {
                    Name = "dataSet",
                    Label = "Data set",
                    Kind = AuthFieldKind.Choice,
                    Default = "small",
                    Choices = [new("small", "A corner shop"), new("large", "A factory")],
                },
            ]),
            Budget = new RequestBudget(1000, TimeSpan.FromSeconds(1)),
            LogoSvg = FakeConnectors.Logo("#2b7a4b"),
            IsSandbox = true,
        };

    public override void Build(ConnectorBuilder connector) =>
        connector.Reads<Customer, FakeCustomers>().Writes<Customer, FakeCustomersWriter>();
}

/// <summary>Banking without credentials or choices.</summary>
public sealed class FakeBank : Connector
{
    public const string Key = "tbnk";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Test Bank",
            SourceType = SourceType.Banking,
            IntegrationId = new("0190a000-0000-7000-8000-00000000b003"),
            SourceId = new("0190a000-0000-7000-8000-00000000b004"),
            Auth = new ConnectorAuth.None([]),
            Budget = new RequestBudget(1000, TimeSpan.FromSeconds(1)),
            LogoSvg = FakeConnectors.Logo("#1f4e79"),
            IsBeta = true,
        };

    public override void Build(ConnectorBuilder connector) { }
}

/// <summary>Accounting with credentials that are tried: see <see cref="FakeLedgerProbe"/> for what works.</summary>
public sealed class FakeLedger : Connector
{
    public const string Key = "tldg";

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "Test Ledger",
            SourceType = SourceType.Accounting,
            IntegrationId = new("0190a000-0000-7000-8000-00000000b005"),
            SourceId = new("0190a000-0000-7000-8000-00000000b006"),
            Auth = new ConnectorAuth.Credentials([
                new AuthField
                {
                    Name = "url",
                    Label = "Server",
                    Kind = AuthFieldKind.Url,
                },
                new AuthField
                {
                    Name = "user",
                    Label = "User",
                    Kind = AuthFieldKind.Text,
                },
                new AuthField
                {
                    Name = "password",
                    Label = "Password",
                    Kind = AuthFieldKind.Password,
                },
                new AuthField
                {
                    Name = "note",
                    Label = "Note",
                    Kind = AuthFieldKind.Text,
                    Optional = true,
                },
            ]),
            Budget = new RequestBudget(1000, TimeSpan.FromSeconds(1)),
            LogoSvg = FakeConnectors.Logo("#7a2b2b"),
        };

    public override void Build(ConnectorBuilder connector) => connector.Probes<FakeLedgerProbe>();
}

/// <summary>
/// Accepts <see cref="Password"/> alone. The user <c>several</c> has two organisations, <c>north</c> and <c>south</c>, <c>nobody</c> has none,
/// anyone else has the one that is named after the user; the server <c>http://down.example</c> is down.
/// </summary>
public sealed class FakeLedgerProbe(SourceConnection connection) : SourceProbe
{
    public const string Password = "correct horse battery staple";
    public const string DownUrl = "http://down.example/";

    public override Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        if (connection.Value("url") == DownUrl)
        {
            throw new SourceException(new SourceFailure(SourceFailureCategory.Unavailable, "The ledger is down."));
        }

        if (connection.Value("password") != Password)
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, "The ledger refuses the user or the password.")
            );
        }

        var user = connection.Value("user");
        IReadOnlyList<SourceOrganisation> organisations = user switch
        {
            "several" => [new("north", "North Ltd"), new("south", "South Ltd")],
            "nobody" => [],
            _ => [new(user, $"{user} & Sons")],
        };
        return Task.FromResult(
            new SourceIdentity(organisations)
            {
                ConnectionInfo = new Dictionary<string, string> { ["ledgerVersion"] = "7.0" },
            }
        );
    }
}
