using System.Text.Json;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Integrations;
using Causeway.Server.Tests.Architecture;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Webhooks.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Webhooks;

[Collection(nameof(WebhookServer))]
public class EventTypesTests(WebhookServer server)
{
    // Of our own: the public API's documents do not have them.
    private static readonly string[] Additions =
    [
        EventTypes.AuthorizationExpiring,
        EventTypes.WebhookDisabled,
        EventTypes.WebhookMessageFailed,
    ];

    [Fact]
    public async Task Every_event_of_the_documents_can_be_sent_and_is_as_they_have_it()
    {
        var types = (await server.App.GetJsonAsync("/webhooks/eventTypes"))
            .GetProperty("results")
            .EnumerateArray()
            .Select(t => t.GetString()!)
            .ToList();
        // It is told of nothing that happens: the syncs of other tests may still be under way.
        var webhook = await server.HasWebhookAsync(["client.rateLimit.reached"]);

        foreach (var type in types)
        {
            await server.PostAsync(webhook, "/example", new { eventType = type });
        }

        var received = await server.Receiver.UntilAsync(webhook.Path, types.Count);
        received.Select(r => r.EventType!).ShouldBe(types, ignoreOrder: true);
        types
            .Select(EventSchemas.NameOf)
            .Where(t => !Additions.Contains(t))
            .Distinct()
            .ShouldBe(EventSchemas.Names, ignoreOrder: true);
        received
            .Where(r => !Additions.Contains(r.EventType))
            .SelectMany(r => EventSchemas.Check(r.Json).Select(finding => $"{r.EventType}: {finding}"))
            .ShouldBeEmpty();
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public void Each_type_of_event_has_a_cause_or_is_told_of_as_having_none_yet()
    {
        string[] noCauseYet =
        [
            EventTypes.CompanyProductAdded,
            EventTypes.CompanyProductRemoved,
            EventTypes.SourceAccountConnected,
            EventTypes.SourceAccountDisconnected,
        ];
        var causes = string.Concat(
            Repository
                .Files("src/Causeway.Server", "*.cs")
                .Where(f => f.Name is not ("Webhooks/Events/EventTypes.cs" or "Webhooks/Events/EventExamples.cs"))
                .Select(f => f.Text)
        );
        var named = typeof(EventTypes)
            .GetFields()
            .Where(f => f.IsLiteral)
            .ToDictionary(f => f.Name, f => (string)f.GetRawConstantValue()!, StringComparer.Ordinal);

        var without = named.Where(n => !causes.Contains($"EventTypes.{n.Key}", StringComparison.Ordinal));

        without.Select(n => n.Value).ShouldBe(noCauseYet, ignoreOrder: true);
        foreach (var page in new[] { "webhooks.md", "api-differences.md" })
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
            noCauseYet.ShouldAllBe(type => text.Contains($"`{type}`", StringComparison.Ordinal));
        }

        EventTypes.All.ShouldBe([.. named.Values, .. EventTypes.All.Where(EventTypes.IsOfWrite)], ignoreOrder: true);
    }

    [Fact]
    public void Whatever_can_be_written_is_told_of_to_whom_wants_it()
    {
        var written = server
            .App.Services.GetRequiredService<ConnectorCatalog>()
            .All.SelectMany(entry => DataType.All.Where(entry.Writes))
            .Select(type => EventTypes.OfWrite(type.Key, isSuccess: true))
            .ToHashSet();

        written.Count.ShouldBeGreaterThan(5);
        written.ShouldBeSubsetOf(EventTypes.All);
        var all = EventFilter.Of(["*.write.*"], []);
        all.Wants(EventTypes.OfWrite("somethingElse", isSuccess: false), null).ShouldBeTrue();
        all.Wants("something.else", null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("*", "read.completed", true)]
    [InlineData("connection.*", "connection.created", true)]
    [InlineData("connection.*", "company.created", false)]
    [InlineData("*.created", "company.created", true)]
    [InlineData("*.write.unsuccessful", "bills.write.unsuccessful", true)]
    [InlineData("*.write.successful", "bills.write.unsuccessful", false)]
    [InlineData("bills.*.successful", "bills.write.successful", true)]
    [InlineData("b*s.w*e.*l", "bills.write.successful", true)]
    [InlineData("read.completed", "read.completed.initial", false)]
    [InlineData("read.completed*", "read.completed.initial", true)]
    public void A_star_stands_for_any_run_of_characters(string pattern, string type, bool fits)
    {
        EventFilter.Check([pattern]).ShouldBeNull();

        EventFilter.Of([pattern], []).Wants(type, null).ShouldBe(fits);
    }

    [Fact]
    public void A_schema_that_is_not_kept_is_seen()
    {
        var body = JsonSerializer.Deserialize<JsonElement>(
            """
            {"id":"no uuid","eventType":"connection.created","generatedDate":"2026-01-01T00:00:00Z","payload":{"connection":
            {"id":"0190a000-0000-7000-8000-000000000002","status":"Gone","additionalProperties":{}}}}
            """
        );

        var findings = EventSchemas.Check(body);

        findings.ShouldContain(".id is no UUID");
        findings.ShouldContain(".payload.connection.additionalProperties is forbidden");
        findings.ShouldContain(".payload.connection.sourceType is missing");
        findings.ShouldContain(f => f.Contains("'Gone'"));
    }
}
