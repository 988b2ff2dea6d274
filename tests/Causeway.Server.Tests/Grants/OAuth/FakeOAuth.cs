using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.OAuth;

/// <summary>Accounting that is authorized by OAuth at <see cref="OAuthProvider"/>.</summary>
public sealed class FakeOAuth(Uri provider) : Connector
{
    public const string Key = "toau";

    /// <summary>How its source's tokens live, for a test that wants something else.</summary>
    public TokenRules Rules { get; init; } = new() { DefaultLifetime = TimeSpan.FromMinutes(10) };

    public RevocationReach Reach { get; init; } = RevocationReach.Grant;

    public override ConnectorManifest Manifest =>
        new()
        {
            Key = Key,
            Name = "Test OAuth",
            SourceType = SourceType.Accounting,
            IntegrationId = new("0190a000-0000-7000-8000-00000000b021"),
            SourceId = new("0190a000-0000-7000-8000-00000000b022"),
            Auth = new ConnectorAuth.OAuth2
            {
                Authorize = new Uri(provider, "/auth").ToString(),
                Token = new Uri(provider, "/token").ToString(),
                Scopes = ["openid", "books"],
                Issuer = provider.GetLeftPart(UriPartial.Authority),
                SendsIssuer = true,
                Revocation = new TokenRevocation(new Uri(provider, "/token/revocation").ToString()) { Reach = Reach },
                Rules = Rules,
            },
            Budget = new RequestBudget(10_000, TimeSpan.FromSeconds(1), 64),
            LogoSvg = FakeConnectors.Logo("#5b3a8c"),
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<FakeOAuthClient>(provider.ToString())
            .Probes<FakeOAuthProbe>()
            .Reads<Customer, FakeOAuthCustomers>()
            .Writes<Customer, FakeOAuthWriter>();
}

/// <summary>The same source for machines, by client credentials.</summary>
public sealed class FakeMachine(Uri provider) : Connector
{
    public const string Key = "tmac";

    public override ConnectorManifest Manifest =>
        new()
        {
            Key = Key,
            Name = "Test Machine",
            SourceType = SourceType.Accounting,
            IntegrationId = new("0190a000-0000-7000-8000-00000000b023"),
            SourceId = new("0190a000-0000-7000-8000-00000000b022"),
            Auth = new ConnectorAuth.ClientCredentials
            {
                Token = new Uri(provider, "/token").ToString(),
                ClientId = new AuthField
                {
                    Name = "clientId",
                    Label = "Client id",
                    Kind = AuthFieldKind.Text,
                },
                ClientSecret = new AuthField
                {
                    Name = "clientSecret",
                    Label = "Client secret",
                    Kind = AuthFieldKind.Password,
                },
            },
            Budget = new RequestBudget(10_000, TimeSpan.FromSeconds(1)),
            LogoSvg = FakeConnectors.Logo("#3a5b8c"),
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<FakeOAuthClient>(provider.ToString())
            .Probes<FakeOAuthProbe>()
            .Reads<Customer, FakeOAuthCustomers>()
            .Writes<Customer, FakeOAuthWriter>();
}

/// <summary>Reads the provider's source.</summary>
public sealed class FakeOAuthClient(HttpClient http)
{
    public async Task<JsonElement> GetAsync(string path, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => JsonSerializer.Deserialize<JsonElement>(
                    await response.Content.ReadAsByteArrayAsync(ct)
                ),
                HttpStatusCode.Unauthorized => throw Failed(
                    SourceFailureCategory.Authentication,
                    "It refuses the token."
                ),
                _ => throw Failed(SourceFailureCategory.Unavailable, $"It answered {(int)response.StatusCode}."),
            };
        }
        catch (HttpRequestException e)
        {
            throw new SourceException(new SourceFailure(SourceFailureCategory.Unavailable, "It can't be reached."), e);
        }
    }

    private static SourceException Failed(SourceFailureCategory category, string message) =>
        new(new SourceFailure(category, message));
}

public sealed class FakeOAuthProbe(FakeOAuthClient client) : SourceProbe
{
    public override async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var found = await client.GetAsync("api/organisations", ct);
        return new SourceIdentity([
            .. found
                .GetProperty("organisations")
                .EnumerateArray()
                .Select(o => new SourceOrganisation(
                    o.GetProperty("id").GetString()!,
                    o.GetProperty("name").GetString()!
                )),
        ]);
    }
}

public sealed class FakeOAuthCustomers(FakeOAuthClient client)
    : Reader<FakeOAuthCustomer, Customer>(FakeOAuthJson.Default.FakeOAuthCustomer)
{
    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var found = await client.GetAsync("api/customers", ct);
        yield return new SourcePage
        {
            Rows =
            [
                .. found
                    .GetProperty("customers")
                    .EnumerateArray()
                    .Select(c => new SourceRow(
                        c.GetProperty("id").GetString()!,
                        JsonSerializer.SerializeToUtf8Bytes(c)
                    )),
            ],
        };
    }

    public override Customer Map(FakeOAuthCustomer source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            Status = CustomerStatus.Active,
        };
}

/// <summary>Asks the source for its options: a request of the API that needs an access token.</summary>
public sealed class FakeOAuthWriter(FakeOAuthClient client) : Writer<Customer>(StandardJson.Wire.Customer)
{
    public override async Task<WriteOption> GetOptionsAsync(CancellationToken ct)
    {
        await client.GetAsync("api/organisations", ct);
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

/// <summary>A customer as the source has it.</summary>
public sealed record FakeOAuthCustomer(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("name")] string Name
);

[JsonSerializable(typeof(FakeOAuthCustomer))]
internal sealed partial class FakeOAuthJson : JsonSerializerContext;
