using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Webhooks;

[Collection(nameof(WebhookServer))]
public class ConnectionEventsTests(WebhookServer server)
{
    [Fact]
    public async Task The_life_of_a_connection_is_told_in_its_order_and_signed()
    {
        var webhook = await server.HasWebhookAsync();
        var connection = await server.App.HasConnectionAsync();
        (await server.App.PatchAsync(connection)).Dispose();
        (await server.App.AuthorizeAsync(connection, new { })).Dispose();
        (await server.Client.DeleteAsync(connection.Path)).Dispose();
        (await server.Client.DeleteAsync($"/companies/{connection.CompanyId}")).Dispose();

        var received = await server.Receiver.UntilAsync(webhook.Path, 7);

        (await server.ToldAsync(webhook)).ShouldBe([
            "company.created",
            "connection.created",
            "connection.connected",
            "connection.disconnected",
            "connection.reconnected",
            "connection.deleted",
            "company.deleted",
        ]);
        received.ShouldAllBe(r => r.IsSignedWith(webhook.Secret));
        received.ShouldAllBe(r => r.Id == r.Json.GetProperty("id").GetString());
        received.ShouldAllBe(r => r.Timestamp == server.Clock.GetUtcNow().ToUnixTimeSeconds());
        received
            .Where(r => r.EventType!.StartsWith("connection.", StringComparison.Ordinal))
            .ToDictionary(r => r.EventType!, r => r.Payload.GetProperty("connection").GetProperty("status").GetString())
            .ShouldBe(
                new Dictionary<string, string?>
                {
                    ["connection.created"] = "PendingAuth",
                    ["connection.connected"] = "Linked",
                    ["connection.disconnected"] = "Unlinked",
                    ["connection.reconnected"] = "Linked",
                    ["connection.deleted"] = "Linked",
                },
                ignoreOrder: true
            );
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task What_is_refused_is_not_told()
    {
        var webhook = await server.HasWebhookAsync(["connection.*"]);
        var connection = await server.App.HasConnectionAsync(linked: false);
        var second = await server.App.HasConnectionAsync(linked: false, connection.CompanyId);

        (await server.App.PatchAsync(connection)).Dispose();
        (await server.App.AuthorizeAsync(connection, new { })).Dispose();
        (await server.App.AuthorizeAsync(second, new { })).Dispose();
        (await server.Client.DeleteAsync(second.Path)).Dispose();

        await server.Receiver.UntilAsync(webhook.Path, 4);
        (await server.ToldAsync(webhook)).ShouldBe([
            "connection.created",
            "connection.created",
            "connection.connected",
            "connection.deleted",
        ]);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task Of_many_that_unlink_at_once_one_is_told()
    {
        var webhook = await server.HasWebhookAsync(["connection.disconnected", "connection.deleted"]);
        var connection = await server.App.HasConnectionAsync();

        foreach (
            var response in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.App.PatchAsync(connection)))
        )
        {
            response.Dispose();
        }

        (await server.Client.DeleteAsync(connection.Path)).Dispose();
        var received = await server.Receiver.UntilAsync(webhook.Path, 2);
        received.Select(r => r.EventType).Order().ShouldBe(["connection.deleted", "connection.disconnected"]);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_company_is_deleted_with_a_word_about_each_of_its_connections()
    {
        var webhook = await server.HasWebhookAsync(["*.deleted"]);
        var first = await server.App.HasConnectionAsync();
        await server.App.HasConnectionAsync(linked: false, first.CompanyId);

        (await server.Client.DeleteAsync($"/companies/{first.CompanyId}")).Dispose();

        var received = await server.Receiver.UntilAsync(webhook.Path, 3);
        received
            .Select(r => r.EventType)
            .Order()
            .ShouldBe(["company.deleted", "connection.deleted", "connection.deleted"]);
        received
            .Where(r => r.EventType is "connection.deleted")
            .ShouldAllBe(r => Company(r.Payload) == "Example Company");
        await server.DeleteAsync(webhook);
    }

    private static string? Company(JsonElement payload) =>
        payload.GetProperty("referenceCompany").GetProperty("name").GetString();
}
