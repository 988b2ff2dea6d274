using System.Net;
using System.Text;
using System.Text.Json;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Webhooks.Consumers;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Webhooks;

[Collection(nameof(WebhookServer))]
public class WebhookMessagesTests(WebhookServer server)
{
    [Fact]
    public async Task Headers_of_the_clients_own_are_sent_and_not_shown()
    {
        var headers = new Dictionary<string, string> { ["X-Api-Key"] = "between us" };
        var webhook = await server.HasWebhookAsync(["client.*"], more: new { headers });

        var id = await server.ExampleAsync(webhook);

        await using var scope = server.App.Services.CreateAsyncScope();
        var stored = await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<WebhookConsumer>()
            .AsNoTracking()
            .ToListAsync();
        stored.ShouldAllBe(c => !Encoding.UTF8.GetString(c.SealedValues).Contains("between us"));
        stored.ShouldAllBe(c => !Encoding.UTF8.GetString(c.SealedValues).Contains("whsec_"));
        (await server.Receiver.UntilAsync(webhook.Path, 1)).Single().Headers["x-api-key"].ShouldBe("between us");
        await server.UntilAttemptsAsync(webhook, id, 1);
        var attempts = await server.GetAsync(webhook, $"/messages/{id}/attempts");
        attempts.ToString().ShouldNotContain("between us");
        attempts
            .GetProperty("results")[0]
            .GetProperty("requestHeaders")
            .TryGetProperty("X-Api-Key", out _)
            .ShouldBeTrue();
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        var rotated = await server.PostAsync(webhook, "/secret/rotate");
        var secret = rotated.GetProperty("secret").GetString()!;
        await server.UntilAttemptsAsync(webhook, await server.ExampleAsync(webhook), 1);
        server.Clock.Advance(TimeSpan.FromHours(23));
        await server.UntilAttemptsAsync(webhook, await server.ExampleAsync(webhook), 1);
        server.Clock.Advance(TimeSpan.FromHours(2));
        await server.ExampleAsync(webhook);

        var received = await server.Receiver.UntilAsync(webhook.Path, 3);

        received.ShouldAllBe(r => r.IsSignedWith(secret));
        received.Select(r => r.IsSignedWith(webhook.Secret)).ShouldBe([true, true, false]);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task The_log_has_the_first_kilobyte_of_an_answer_and_its_headers()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(
            webhook.Path,
            async context =>
            {
                context.Response.Headers["X-Trace"] = "abc";
                await context.Response.WriteAsync(new string('x', 5000));
            }
        );

        var id = await server.ExampleAsync(webhook);

        await server.UntilStatusAsync(webhook, id, "Succeeded");
        var attempt = (await server.GetAsync(webhook, $"/messages/{id}/attempts")).GetProperty("results")[0];
        attempt.GetProperty("responseBody").GetString().ShouldBe(new string('x', 1024));
        attempt.GetProperty("responseHeaders").GetProperty("X-Trace").GetString().ShouldBe("abc");
        attempt.GetProperty("requestHeaders").GetProperty("webhook-id").GetString().ShouldBe(id);
        (await server.MessageAsync(webhook, id)).GetProperty("body").GetProperty("id").GetString().ShouldBe(id);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task What_was_missed_is_replayed_what_failed_is_recovered_and_one_is_resent()
    {
        var webhook = await server.HasWebhookAsync(["company.created"], more: new { disabled = true });
        var other = await server.HasWebhookAsync(["company.created"]);
        // A moment of its own: the tests before it made companies, too.
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var since = server.Clock.GetUtcNow();
        var company = await server.App.HasCompanyAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.App.HasCompanyAsync();
        using var refused = await server.Client.PostAsync(
            $"/webhooks/{webhook.Id}/replay",
            WebhookServer.Json(new { since })
        );
        await refused.ShouldBeRefusedAsync(HttpStatusCode.Conflict);
        // Told to the other, they have passed this one by.
        await server.Receiver.UntilAsync(other.Path, 2);
        await server.DeleteAsync(other);
        await server.PostAsync(webhook, "/enable");

        await WebhookServer.UntilAsync(
            async () =>
                (await server.PostAsync(webhook, "/replay", new { since, until = since.AddMilliseconds(500) }))
                    .GetProperty("scheduled")
                    .GetInt32() == 1,
            "one was missed in the first half second"
        );
        var received = (await server.Receiver.UntilAsync(webhook.Path, 1)).Single();
        received.Payload.GetProperty("id").GetString().ShouldBe(company.ToString());
        (await server.PostAsync(webhook, "/replay", new { since })).GetProperty("scheduled").GetInt32().ShouldBe(1);
        await server.Receiver.UntilAsync(webhook.Path, 2);
        (await server.PostAsync(webhook, "/replay", new { since })).GetProperty("scheduled").GetInt32().ShouldBe(0);
        await server.UntilStatusAsync(webhook, received.Id, "Succeeded");
        await server.PostAsync(webhook, $"/messages/{received.Id}/resend");
        (await server.Receiver.UntilAsync(webhook.Path, 3))[2].Id.ShouldBe(received.Id);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task Disabling_pauses_what_is_scheduled_and_deleting_removes_it()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(webhook.Path, 500);
        var id = await server.ExampleAsync(webhook);
        await server.UntilAttemptsAsync(webhook, id, 1);
        using var patched = await server.Client.PatchAsync(
            $"/webhooks/{webhook.Id}",
            WebhookServer.Json(new { disabled = true })
        );
        await patched.ShouldBeOkAsync();
        // A moment, until the delivery knows.
        await Task.Delay(200);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.Delay(200);
        server.Receiver.On(webhook.Path).Count.ShouldBe(1);

        await server.PostAsync(webhook, "/enable");
        await server.Receiver.UntilAsync(webhook.Path, 2);
        await server.UntilAttemptsAsync(webhook, id, 2);
        await server.DeleteAsync(webhook);
        server.Clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(200);
        server.Receiver.On(webhook.Path).Count.ShouldBe(2);
    }

    [Fact]
    public async Task After_thirty_days_what_was_sent_is_forgotten_and_what_waits_is_not()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        var sent = await server.ExampleAsync(webhook);
        await server.UntilStatusAsync(webhook, sent, "Succeeded");
        server.Receiver.Answer(webhook.Path, 500);
        var waiting = await server.ExampleAsync(webhook);
        await server.UntilAttemptsAsync(webhook, waiting, 1);
        using var patched = await server.Client.PatchAsync(
            $"/webhooks/{webhook.Id}",
            WebhookServer.Json(new { disabled = true })
        );
        await patched.ShouldBeOkAsync();

        server.Clock.Advance(TimeSpan.FromDays(29));
        await Task.Delay(200);
        (await server.GetAsync(webhook, "/messages")).GetProperty("totalResults").GetInt32().ShouldBe(2);
        server.Clock.Advance(TimeSpan.FromDays(2));

        await WebhookServer.UntilAsync(
            async () =>
            {
                // The delivery may have been looking just then, and looks again when a little time has gone by.
                server.Clock.Advance(TimeSpan.FromMinutes(1));
                return (await server.GetAsync(webhook, "/messages")).GetProperty("totalResults").GetInt32() == 1;
            },
            "one is forgotten"
        );
        (await server.MessageAsync(webhook, waiting)).GetProperty("status").GetString().ShouldBe("Pending");
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task Company_tags_choose_whose_events_are_told()
    {
        var webhook = await server.HasWebhookAsync(
            ["company.created"],
            more: new { companyTags = new[] { "region:uk", "vip:1" } }
        );

        foreach (var tags in new[] { "region:us", "region:uk", "vip:1", "other:uk" })
        {
            var (key, value) = (tags.Split(':')[0], tags.Split(':')[1]);
            using var response = await server.Client.PostAsync(
                "/companies",
                WebhookServer.Json(
                    new { name = tags.Replace(':', ' '), tags = new Dictionary<string, string> { [key] = value } }
                )
            );
            await response.ShouldBeOkAsync();
        }

        await server.Receiver.UntilAsync(webhook.Path, 2);
        await WebhookServer.UntilAsync(async () => (await server.ToldAsync(webhook)).Length == 2, "two are in the log");
        server
            .Receiver.On(webhook.Path)
            .Select(r => r.Payload.GetProperty("name").GetString())
            .Order()
            .ShouldBe(["region uk", "vip 1"]);
        await server.DeleteAsync(webhook);
    }
}
