using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Webhooks;
using Causeway.Server.Webhooks.Delivery;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Tests.Webhooks;

/// <summary>Endpoints are chosen by clients, who must not reach what only this server can.</summary>
public class EndpointSafetyTests
{
    private static readonly Dictionary<string, string?> PublicOnly = new()
    {
        ["Causeway:Webhooks:AllowPrivateNetworks"] = "false",
    };

    [Fact]
    public async Task Inner_addresses_are_refused_when_they_are_written_out_in_every_form()
    {
        await using var app = await CausewayApp.StartAsync(_ => { }, PublicOnly);
        string[] hosts =
        [
            "127.0.0.1",
            "2130706433",
            "0x7f.1",
            "10.0.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "0.0.0.0",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[fd00::1]",
            "[fe80::1]",
            "[64:ff9b::7f00:1]",
        ];
        foreach (var host in hosts)
        {
            using var response = await CreateAsync(app, $"https://{host}/hooks");
            await response.ShouldNameAsync("url");
        }

        using var plain = await CreateAsync(app, "http://example.com/hooks");
        await plain.ShouldNameAsync("url");
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Staging", null, false)]
    [InlineData("Development", null, true)]
    [InlineData("Development", false, false)]
    [InlineData("Production", true, true)]
    public void Inner_addresses_are_allowed_in_development_alone_unless_the_operator_says_otherwise(
        string environment,
        bool? setting,
        bool isAllowed
    )
    {
        var options = Options.Create(new WebhookOptions { AllowPrivateNetworks = setting });

        var network = new EndpointNetwork(options, new HostingEnvironment { EnvironmentName = environment });

        network.AllowsPrivate.ShouldBe(isAllowed);
        network.Guard.Allows(IPAddress.Loopback).ShouldBe(isAllowed);
        network.Guard.Allows(IPAddress.Parse("169.254.169.254")).ShouldBe(isAllowed);
    }

    [Fact]
    public async Task A_name_that_leads_to_an_inner_address_is_not_connected_to()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var app = await CausewayApp.StartAsync(_ => { }, PublicOnly);
        using var response = await CreateAsync(app, $"https://localhost:{receiver.Url.Port}/hooks");
        var id = (await response.ShouldBeOkAsync(HttpStatusCode.Created)).GetProperty("id").GetString();
        using var sent = await app.Client.PostAsJsonAsync(
            $"/webhooks/{id}/example",
            new { eventType = "read.completed" }
        );
        var message = (await sent.ShouldBeOkAsync()).GetProperty("id").GetString();

        var attempts = await app.EventuallyAsync(
            $"/webhooks/{id}/messages/{message}/attempts",
            a => a.GetProperty("results").GetArrayLength() > 0
        );

        var error = attempts.GetProperty("results")[0].GetProperty("error").GetString()!;
        error.ShouldContain("may not reach");
        error.ShouldContain("Causeway:Webhooks:AllowPrivateNetworks");
        receiver.On("/hooks").ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_sides_identify_themselves_by_certificates()
    {
        using var authority = Certificate("CN=Private authority", null);
        using var serving = Certificate("CN=127.0.0.1", authority);
        using var calling = Certificate("CN=Causeway of Example", authority);
        await using var receiver = await WebhookReceiver.StartAsync(serving);
        await using var app = await CausewayApp.StartAsync(_ => { });
        var mutualTls = new
        {
            certificate = calling.ExportCertificatePem(),
            privateKey = calling.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            authority = authority.ExportCertificatePem(),
        };
        var trusted = await SendAsync(app, new Uri(receiver.Url, "/with"), mutualTls);
        var strange = await SendAsync(app, new Uri(receiver.Url, "/without"), null);

        var received = (await receiver.UntilAsync("/with", 1)).Single();
        received.Certificate.ShouldBe("CN=Causeway of Example");
        (await app.GetJsonAsync("/webhooks")).ToString().ShouldNotContain("BEGIN");
        var attempts = await app.EventuallyAsync(strange, a => a.GetProperty("results").GetArrayLength() > 0);
        attempts.GetProperty("results")[0].GetProperty("error").GetString()!.ShouldContain("SSL");
        receiver.On("/without").ShouldBeEmpty();
        trusted.ShouldNotBe(strange);
    }

    private static async Task<string> SendAsync(CausewayApp app, Uri url, object? mutualTls)
    {
        using var response = await app.Client.PostAsJsonAsync(
            "/webhooks",
            new
            {
                url,
                eventTypes = new[] { "read.*" },
                mutualTls,
            },
            new JsonSerializerOptions
            {
                DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
            }
        );
        var created = await response.ShouldBeOkAsync(HttpStatusCode.Created);
        created.GetProperty("mutualTls").GetBoolean().ShouldBe(mutualTls is not null);
        var path = $"/webhooks/{created.GetProperty("id").GetString()}";
        using var sent = await app.Client.PostAsJsonAsync($"{path}/example", new { eventType = "read.completed" });
        return $"{path}/messages/{(await sent.ShouldBeOkAsync()).GetProperty("id").GetString()}/attempts";
    }

    private static Task<HttpResponseMessage> CreateAsync(CausewayApp app, string url) =>
        app.Client.PostAsJsonAsync("/webhooks", new { url, eventTypes = new[] { "*" } });

    private static X509Certificate2 Certificate(string subject, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        if (issuer is null)
        {
            return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        }

        using var signed = request.Create(issuer, now.AddDays(-1), now.AddDays(29), RandomNumberGenerator.GetBytes(8));
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(
            whole.Export(X509ContentType.Pkcs12),
            null,
            X509KeyStorageFlags.Exportable
        );
    }
}
