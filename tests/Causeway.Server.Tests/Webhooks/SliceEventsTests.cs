using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Server.Access;
using Causeway.Server.Connections;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Wolverine;

namespace Causeway.Server.Tests.Webhooks;

/// <summary>What happens in other slices is told, as the documents have it.</summary>
[Collection(nameof(WebhookServer))]
public class SliceEventsTests(WebhookServer server)
{
    [Fact]
    public async Task A_read_is_told_with_what_it_brought()
    {
        var webhook = await server.HasWebhookAsync(["read.*"]);
        var connection = await server.App.HasConnectionAsync();
        var queue = $"/companies/{connection.CompanyId}/data/queue/customers?connectionId={connection.Id}";
        (await server.Client.PostAsync(queue, null)).Dispose();
        var first = (await ReadsOfAsync(webhook, connection, 1))[0];
        await server.App.EventuallyAsync(connection.Path, c => c.TryGetProperty("lastSync", out _));
        (await server.Client.PostAsync(queue, null)).Dispose();

        var received = await ReadsOfAsync(webhook, connection, 2);

        var second = received.Single(r => r.Id != first.Id);
        received.ShouldAllBe(r => r.EventType == "read.completed");
        Summary(first).GetProperty("recordsModified").GetBoolean().ShouldBeTrue();
        Summary(first).GetProperty("status").GetString().ShouldBe("Complete");
        Summary(second).GetProperty("recordsModified").GetBoolean().ShouldBeFalse();
        first.Payload.TryGetProperty("modifiedFromDate", out _).ShouldBeFalse();
        second.Payload.TryGetProperty("modifiedFromDate", out _).ShouldBeTrue();
        ShouldBeAsDocumented(received);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task After_an_authorization_in_Link_the_first_reads_are_told_once_more_together()
    {
        var webhook = await server.HasWebhookAsync(["read.completed.initial"]);
        var connection = await server.App.HasConnectionAsync();
        await using var scope = server.App.Services.CreateAsyncScope();
        var bus = scope.ServiceProvider.GetRequiredService<IMessageBus>();

        await bus.PublishAsync(new ConnectionLinked(connection.CompanyId, connection.Id, ThroughLink: true));

        var received = await server.Receiver.UntilAsync(webhook.Path, 1);
        Summary(received[0]).GetProperty("dataType").GetString().ShouldBe("customers");
        ShouldBeAsDocumented(received);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_write_is_told_once_it_is_over()
    {
        var webhook = await server.HasWebhookAsync(["*.write.*"]);
        var connection = await server.App.HasConnectionAsync();

        using var response = await server.Client.PostAsJsonAsync(
            $"{connection.Path}/push/customers",
            new { customerName = "Oak", status = "Active" }
        );

        var key = (await response.ShouldBeOkAsync()).GetProperty("pushOperationKey").GetString();
        var received = await server.Receiver.UntilAsync(webhook.Path, 1);
        received[0].EventType.ShouldBe("customers.write.successful");
        received[0].Payload.GetProperty("id").GetString().ShouldBe(key);
        received[0].Payload.GetProperty("type").GetString().ShouldBe("Create");
        received[0].Payload.GetProperty("record").GetProperty("id").GetString().ShouldBe("c-new");
        ShouldBeAsDocumented(received);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_connection_that_fails_to_link_or_is_refused_by_its_source_is_told()
    {
        var webhook = await server.HasWebhookAsync(["connection.failed", "connection.disconnected"]);
        var pending = await server.App.HasConnectionAsync(linked: false);
        var linked = await server.App.HasConnectionAsync();
        await using var scope = server.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();

        await scope
            .ServiceProvider.GetRequiredService<RecordAuthorizationFailure>()
            .RunAsync(pending.Id, 403, "Forbidden", "User cancelled", CancellationToken.None);
        var connection = await db.Set<Connection>().SingleAsync(c => c.Id == linked.Id);
        connection.Deauthorize("The source took the access away.", server.Clock.GetUtcNow()).ShouldBeTrue();
        await db.SaveChangesAsync();

        var received = await server.Receiver.UntilAsync(webhook.Path, 2);
        received.Select(r => r.EventType).Order().ShouldBe(["connection.disconnected", "connection.failed"]);
        var failed = received.Single(r => r.EventType is "connection.failed");
        var error = failed.Payload.GetProperty("connection").GetProperty("dataConnectionErrors")[0];
        error.GetProperty("errorMessage").GetString().ShouldBe("User cancelled");
        ShouldBeAsDocumented(received);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task What_is_told_of_companies_and_connections_is_as_documented()
    {
        var webhook = await server.HasWebhookAsync(["company.*", "connection.*"]);
        using var response = await server.Client.PostAsJsonAsync(
            "/companies",
            new
            {
                name = "Oak and Ash",
                description = "First",
                tags = new Dictionary<string, string> { ["region"] = "uk" },
            }
        );
        var id = (await response.ShouldBeOkAsync()).GetProperty("id").GetString()!;
        Contracts.CompanyId.TryParse(id, out var company).ShouldBeTrue();
        await server.App.HasConnectionAsync(company: company);
        (await server.Client.DeleteAsync($"/companies/{id}")).Dispose();

        var received = await server.Receiver.UntilAsync(webhook.Path, 5);

        ShouldBeAsDocumented(received);
        received
            .Where(r => r.EventType!.StartsWith("connection.", StringComparison.Ordinal))
            .Select(r =>
                r.Payload.GetProperty("referenceCompany").GetProperty("tags").GetProperty("region").GetString()
            )
            .ShouldBe(["uk", "uk", "uk"]);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_told_once_and_again_when_it_is_fresh()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2050, 3, 1, 23, 0, 0, TimeSpan.Zero));
        await using var app = await CausewayApp.StartAsync(
            services =>
            {
                services.AddSingleton<TimeProvider>(clock);
                services.AddSingleton<RateLimitUpkeep>();
                services.RemoveAll<IHostedService>();
            },
            new Dictionary<string, string?>
            {
                ["Causeway:RateLimit:Enforced"] = "true",
                ["Causeway:RateLimit:RequestsPerCompany"] = "3",
            }
        );
        var upkeep = app.Services.GetRequiredService<RateLimitUpkeep>();
        for (var i = 0; i < 5; i++)
        {
            (await app.Client.GetAsync("/companies")).Dispose();
        }

        await upkeep.ExchangeAsync(CancellationToken.None);
        await upkeep.ExchangeAsync(CancellationToken.None);
        clock.Advance(TimeSpan.FromHours(2));
        await upkeep.ExchangeAsync(CancellationToken.None);

        await using var scope = app.Services.CreateAsyncScope();
        var bodies = await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<Causeway.Server.Webhooks.Events.ClientEvent>()
            .OrderBy(e => e.Sequence)
            .Select(e => e.Body)
            .ToListAsync();
        var told = bodies.ConvertAll(b => JsonSerializer.Deserialize<JsonElement>(b));
        told.Select(t => t.GetProperty("eventType").GetString())
            .ShouldBe(["client.rateLimit.reached", "client.rateLimit.reset"]);
        told.SelectMany(EventSchemas.Check).ShouldBeEmpty();
        told[0].GetProperty("payload").GetProperty("expiryDate").GetString().ShouldBe("2050-03-02T00:00:00Z");
    }

    // A read that an earlier test began may be told late, to this test's webhook, too.
    private async Task<List<Received>> ReadsOfAsync(TestWebhook webhook, TestConnection connection, int count)
    {
        List<Received> found = [];
        await WebhookServer.UntilAsync(
            () =>
            {
                found =
                [
                    .. server
                        .Receiver.On(webhook.Path)
                        .Where(r => Summary(r).GetProperty("connectionId").GetString() == connection.Id.ToString()),
                ];
                return Task.FromResult(found.Count >= count);
            },
            $"{count} reads are told"
        );
        return found;
    }

    private static JsonElement Summary(Received received) => received.Payload.GetProperty("dataTypes")[0];

    private static void ShouldBeAsDocumented(IReadOnlyList<Received> received) =>
        received.SelectMany(r => EventSchemas.Check(r.Json).Select(f => $"{r.EventType}: {f}")).ShouldBeEmpty();
}
