using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace Causeway.Compatibility.Tests.Webhooks;

/// <summary>What is sent is verified by the published libraries, which refuse what was altered or is late.</summary>
public sealed class PublishedVerifiersTests
{
    [Fact]
    public async Task Libraries_for_Node_and_NET_verify_what_is_sent_and_refuse_what_is_altered_or_late()
    {
        await using var receiver = await RoughReceiver.StartAsync();
        receiver.IsRough = false;
        await using var server = await ServerProcess.StartAsync(
            DatabaseKind.Sqlite,
            new Dictionary<string, string?> { ["Causeway:Webhooks:AllowPrivateNetworks"] = "true" }
        );
        var (secret, headers, body) = await SendAsync(server, receiver);

        var run = await ClientRun.StartAsync(
            server,
            "webhooks.js",
            new Dictionary<string, string>
            {
                ["CAUSEWAY_WEBHOOK"] = JsonSerializer.Serialize(
                    new
                    {
                        secret,
                        headers,
                        body,
                    }
                ),
            }
        );

        foreach (var library in new[] { "standardwebhooks", "svix" })
        {
            run[$"{library} verifies"].GetString().ShouldBe("verified");
            foreach (var wrong in new[] { "altered body", "other id", "late", "other secret" })
            {
                run.Error($"{library} {wrong}").Text("type").ShouldContain("WebhookVerificationError");
            }
        }

        var sent = new HeaderDictionary(headers.ToDictionary(h => h.Key, h => new StringValues(h.Value)));
        var webhook = new StandardWebhook(secret);
        Should.NotThrow(() => webhook.Verify(body, sent));
        Should.Throw<WebhookVerificationException>(() => webhook.Verify(body + " ", sent));
        var late = long.Parse(headers["webhook-timestamp"], CultureInfo.InvariantCulture) - 600;
        sent["webhook-timestamp"] = late.ToString(CultureInfo.InvariantCulture);
        Should.Throw<WebhookVerificationException>(() => webhook.Verify(body, sent));
    }

    private static async Task<(string Secret, Dictionary<string, string> Headers, string Body)> SendAsync(
        ServerProcess server,
        RoughReceiver receiver
    )
    {
        using var created = await server.Client.PostAsJsonAsync(
            "/webhooks",
            new { url = receiver.Url, eventTypes = new[] { "company.*" } }
        );
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var consumer = await created.Content.ReadFromJsonAsync<JsonElement>();
        using var company = await server.Client.PostAsJsonAsync("/companies", new { name = "Example Company" });
        company.EnsureSuccessStatusCode();
        while (receiver.Taken.Count == 0)
        {
            await Task.Delay(20);
        }

        var (headers, body) = receiver.Taken.Values.Single();
        return (consumer.GetProperty("secret").GetString()!, headers, body);
    }
}
