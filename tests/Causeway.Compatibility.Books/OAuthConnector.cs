using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Compatibility.Books;

/// <summary>A source that is authorized by OAuth at the provider whose address a test has put into a file beside this assembly.</summary>
public sealed class OAuthConnector : Connector
{
    public const string Key = "oaut";

    /// <summary>The file.</summary>
    public const string AddressFile = "oauth-provider.txt";

    private static readonly string Provider = ProviderAddress();

    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = Key,
            Name = "OAuth of the tests",
            SourceType = SourceType.Accounting,
            IntegrationId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a05"),
            SourceId = new Guid("0b6f4a52-32b6-4bd0-b9c3-5a2f8a7f6a06"),
            Auth = new ConnectorAuth.OAuth2
            {
                Authorize = $"{Provider}/auth",
                Token = $"{Provider}/token",
                Scopes = ["openid", "books"],
                Rules = new TokenRules { LostAnswerGrace = TimeSpan.FromMinutes(30) },
            },
            Budget = new RequestBudget(1_000_000, TimeSpan.FromSeconds(1), 100),
            LogoSvg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        };

    public override void Build(ConnectorBuilder connector) =>
        connector.Calls<OAuthClient>(Provider).Probes<OAuthProbe>().Writes<Customer, OAuthWriter>();

    private static string ProviderAddress()
    {
        var file = Path.Combine(Path.GetDirectoryName(typeof(OAuthConnector).Assembly.Location)!, AddressFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "http://127.0.0.1:9";
    }
}

public sealed class OAuthClient(HttpClient http)
{
    public async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        using var response = await http.GetAsync(new Uri("api/organisations", UriKind.Relative), ct);
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Authentication, $"It answered {(int)response.StatusCode}.")
            );
        }

        var found = await response.Content.ReadFromJsonAsync(OAuthJson.Default.OAuthOrganisations, ct);
        return new SourceIdentity([.. found!.Organisations.Select(o => new SourceOrganisation(o.Id, o.Name))]);
    }
}

public sealed class OAuthProbe(OAuthClient client) : SourceProbe
{
    public override Task<SourceIdentity> IdentifyAsync(CancellationToken ct) => client.IdentifyAsync(ct);
}

/// <summary>Asks the source for its options, so that a request of the API needs an access token.</summary>
public sealed class OAuthWriter(OAuthClient client) : Writer<Customer>(StandardJson.Wire.Customer)
{
    public override async Task<WriteOption> GetOptionsAsync(CancellationToken ct)
    {
        await client.IdentifyAsync(ct);
        return new WriteOption
        {
            Type = WriteOptionType.Object,
            DisplayName = "Customer",
            Description = "A customer.",
        };
    }

    public override Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct) =>
        Task.FromResult(new WriteResult("c-new"));

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        Task.FromResult<WriteResult?>(null);
}

internal sealed record OAuthOrganisations(IReadOnlyList<OAuthOrganisation> Organisations);

internal sealed record OAuthOrganisation(string Id, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OAuthOrganisations))]
internal sealed partial class OAuthJson : JsonSerializerContext;
