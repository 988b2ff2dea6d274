using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>A connector to <see cref="KindsSource"/> that authorizes in one of the ways that there are.</summary>
public abstract class KindConnector(string key, int number, Uri source, ConnectorAuth auth) : Connector
{
    public override ConnectorManifest Manifest { get; } =
        new()
        {
            Key = key,
            Name = $"Test {key}",
            SourceType = SourceType.Accounting,
            IntegrationId = new($"0190a000-0000-7000-8000-00000000c{number:D3}"),
            SourceId = new("0190a000-0000-7000-8000-00000000c999"),
            Auth = auth,
            Budget = new RequestBudget(10_000, TimeSpan.FromSeconds(1)),
            LogoSvg = FakeConnectors.Logo("#4a4a8c"),
        };

    public override void Build(ConnectorBuilder connector) =>
        connector
            .Calls<FakeOAuthClient>(source.ToString())
            .Probes<FakeOAuthProbe>()
            .Reads<Customer, FakeOAuthCustomers>()
            .Writes<Customer, FakeOAuthWriter>();

    protected static AuthField Text(string name, string? pattern = null) =>
        new()
        {
            Name = name,
            Label = name,
            Kind = AuthFieldKind.Text,
            Pattern = pattern,
        };

    protected static AuthField Password(string name) =>
        new()
        {
            Name = name,
            Label = name,
            Kind = AuthFieldKind.Password,
        };
}

/// <summary>By a key in a header of the source's choice.</summary>
public sealed class KeyKind(Uri source)
    : KindConnector(
        Key,
        1,
        source,
        new ConnectorAuth.ApiKey(Password("apiKey")) { Header = "X-Source-Key", Prefix = "Key " }
    )
{
    public const string Key = "tkey";
}

/// <summary>By HTTP Basic.</summary>
public sealed class BasicKind(Uri source)
    : KindConnector(Key, 2, source, new ConnectorAuth.Basic(Text("user"), Password("password")))
{
    public const string Key = "tbas";
}

/// <summary>By headers of the source's own.</summary>
public sealed class HeadersKind(Uri source)
    : KindConnector(
        Key,
        3,
        source,
        new ConnectorAuth.Headers(
            [Text("firm"), Password("token")],
            new Dictionary<string, string> { ["X-Firm"] = "{firm}", ["X-Proof"] = "Token {token} of {firm}" }
        )
    )
{
    public const string Key = "thdr";
}

/// <summary>By a firm's own client id and secret.</summary>
public sealed class MachineKind(Uri source)
    : KindConnector(
        Key,
        4,
        source,
        new ConnectorAuth.ClientCredentials
        {
            Token = new Uri(source, "token").ToString(),
            ClientId = Text("clientId"),
            ClientSecret = Password("clientSecret"),
            Scopes = ["read"],
        }
    )
{
    public const string Key = "tcli";
}

/// <summary>By OAuth, at a shop whose name the user enters, with a callback that is signed: as Shopify does it.</summary>
public sealed class ShopKind(Uri source)
    : KindConnector(
        Key,
        5,
        source,
        new ConnectorAuth.OAuth2
        {
            Authorize = "https://{shop}/admin/oauth/authorize",
            Token = new Uri(source, "shops/").ToString() + "{shop}/token",
            Scopes = ["read_orders", "read_products"],
            ScopeSeparator = ",",
            Pkce = false,
            ClientProof = ClientProof.Form,
            Inputs = [Text("shop", @"[a-z0-9\-]+\.shops\.example")],
            CallbackValues = [new KeptValue("shop", "shop")],
            Signature = new CallbackSignature("hmac"),
        }
    )
{
    public const string Key = "tshp";
}

/// <summary>By OAuth, given up in the standard way.</summary>
public sealed class StandardKind(Uri source)
    : KindConnector(
        Key,
        6,
        source,
        new ConnectorAuth.OAuth2
        {
            Authorize = new Uri(source, "authorize").ToString(),
            Token = new Uri(source, "token").ToString(),
            Revocation = new TokenRevocation(new Uri(source, "revoke").ToString()),
        }
    )
{
    public const string Key = "tstd";
}

/// <summary>By OAuth, given up in a way of its own.</summary>
public sealed class OwnWayKind(Uri source)
    : KindConnector(
        Key,
        7,
        source,
        new ConnectorAuth.OAuth2
        {
            Authorize = new Uri(source, "authorize").ToString(),
            Token = new Uri(source, "token").ToString(),
        }
    )
{
    public const string Key = "town";

    public override void Build(ConnectorBuilder connector)
    {
        base.Build(connector);
        connector.Revokes<OwnWay>();
    }
}

/// <summary>Ends access by a call that only this source has.</summary>
public sealed class OwnWay(HttpClient http) : SourceRevocation
{
    public override async Task RevokeAsync(CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = "all" });
        using var response = await http.PostAsync(new Uri("revoke", UriKind.Relative), form, ct);
        if (!response.IsSuccessStatusCode)
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Unavailable, $"It answered {(int)response.StatusCode}.")
            );
        }
    }
}
