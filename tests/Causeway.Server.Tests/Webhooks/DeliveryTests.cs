using System.Net;
using System.Text;
using System.Text.Json;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Webhooks.Delivery;
using Microsoft.AspNetCore.Http;

namespace Causeway.Server.Tests.Webhooks;

[Collection(nameof(WebhookServer))]
public class DeliveryTests(WebhookServer server)
{
    [Fact]
    public async Task A_message_is_tried_eight_times_over_a_day_with_one_id_and_then_given_up_and_told_to_others()
    {
        var other = await server.HasWebhookAsync(["webhook.*"]);
        var webhook = await server.HasWebhookAsync(["client.*", "webhook.*"]);
        server.Receiver.Answer(webhook.Path, 500);
        var id = await server.ExampleAsync(webhook);
        TimeSpan[] waits =
        [
            TimeSpan.FromSeconds(5),
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(30),
            TimeSpan.FromHours(2),
            TimeSpan.FromHours(5),
            TimeSpan.FromHours(10),
            TimeSpan.FromHours(10),
        ];

        for (var i = 0; i < waits.Length; i++)
        {
            await server.UntilAttemptsAsync(webhook, id, i + 1);
            var next = (await server.MessageAsync(webhook, id)).GetProperty("nextAttempt").GetDateTimeOffset();
            (next - server.Clock.GetUtcNow()).ShouldBeInRange(waits[i], waits[i] * 1.1);
            server.Clock.Advance(waits[i] - TimeSpan.FromSeconds(1));
            server.Receiver.On(webhook.Path).Count.ShouldBe(i + 1);
            server.Clock.Advance((waits[i] / 10) + TimeSpan.FromSeconds(2));
        }

        await server.UntilAttemptsAsync(webhook, id, 8);
        var message = await server.MessageAsync(webhook, id);
        message.GetProperty("status").GetString().ShouldBe("Failed");
        message.TryGetProperty("nextAttempt", out _).ShouldBeFalse();
        var received = server.Receiver.On(webhook.Path);
        received.Select(r => r.Id).Distinct().ShouldBe([id]);
        received.Select(r => r.Timestamp).ShouldBeUnique();
        received.ShouldAllBe(r => r.IsSignedWith(webhook.Secret));
        var told = (await server.Receiver.UntilAsync(other.Path, 1)).Single();
        told.EventType.ShouldBe("webhook.message.failed");
        told.Payload.GetProperty("eventId").GetString().ShouldBe(id);
        await server.DeleteAsync(webhook);
        await server.DeleteAsync(other);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(301, false)]
    [InlineData(302, false)]
    [InlineData(307, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    public async Task Two_hundreds_alone_are_success_and_redirects_are_not_followed(int status, bool isSuccess)
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(
            webhook.Path,
            context =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.Location = new Uri(server.Receiver.Url, "/elsewhere").ToString();
                return Task.CompletedTask;
            }
        );

        var id = await server.ExampleAsync(webhook);

        await server.UntilAttemptsAsync(webhook, id, 1);
        var message = await server.MessageAsync(webhook, id);
        message.GetProperty("status").GetString().ShouldBe(isSuccess ? "Succeeded" : "Pending");
        message.GetProperty("responseCode").GetInt32().ShouldBe(status);
        server.Receiver.On("/elsewhere").ShouldBeEmpty();
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task An_endpoint_that_hangs_is_left_after_fifteen_seconds_and_delays_nobody_else()
    {
        var hanging = await server.HasWebhookAsync(["client.*"]);
        var quick = await server.HasWebhookAsync(["client.*"]);
        var began = new TaskCompletionSource();
        server.Receiver.Answer(
            hanging.Path,
            async context =>
            {
                began.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
        );
        var ids = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(await server.ExampleAsync(hanging));
        }

        await began.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var other = await server.ExampleAsync(quick);
        await server.UntilAttemptsAsync(quick, other, 1);
        server.Clock.Advance(TimeSpan.FromSeconds(16));

        await server.UntilAttemptsAsync(hanging, ids[0], 1);
        var attempts = await server.GetAsync(hanging, $"/messages/{ids[0]}/attempts");
        var attempt = attempts.GetProperty("results")[0];
        attempt.GetProperty("error").GetString()!.ShouldContain("15 seconds");
        attempt.TryGetProperty("responseCode", out _).ShouldBeFalse();
        await server.DeleteAsync(hanging);
        await server.DeleteAsync(quick);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_no_success()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(
            webhook.Path,
            async context =>
            {
                context.Response.ContentLength = 1000;
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("half of it"));
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        );

        var id = await server.ExampleAsync(webhook);

        await server.UntilAttemptsAsync(webhook, id, 1);
        (await server.MessageAsync(webhook, id)).GetProperty("status").GetString().ShouldBe("Pending");
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task Gone_disables_the_consumer_with_a_reason_and_an_event_and_enabling_it_goes_on()
    {
        var other = await server.HasWebhookAsync(["webhook.consumer.disabled"]);
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(webhook.Path, 410);

        var id = await server.ExampleAsync(webhook);

        var told = (await server.Receiver.UntilAsync(other.Path, 1)).Single();
        told.Payload.GetProperty("webhookId").GetString().ShouldBe(webhook.Id);
        told.Payload.GetProperty("reason").GetString()!.ShouldContain("410");
        var disabled = await server.GetAsync(webhook);
        disabled.GetProperty("disabled").GetBoolean().ShouldBeTrue();
        disabled.GetProperty("disabledReason").GetString()!.ShouldContain("410");
        (await server.MessageAsync(webhook, id)).GetProperty("status").GetString().ShouldBe("Failed");

        server.Receiver.Answer(webhook.Path, 200);
        (await server.PostAsync(webhook, "/enable")).GetProperty("disabled").GetBoolean().ShouldBeFalse();
        var since = server.Clock.GetUtcNow().AddMinutes(-1);
        (await server.PostAsync(webhook, "/recover", new { since })).GetProperty("scheduled").GetInt32().ShouldBe(1);
        await server.Receiver.UntilAsync(webhook.Path, 2);
        await server.UntilStatusAsync(webhook, id, "Succeeded");
        await server.DeleteAsync(webhook);
        await server.DeleteAsync(other);
    }

    [Fact]
    public async Task What_fails_for_five_days_is_disabled_and_a_burst_is_not()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(webhook.Path, 500);
        for (var i = 0; i < 20; i++)
        {
            await server.ExampleAsync(webhook);
        }

        await server.Receiver.UntilAsync(webhook.Path, 20);
        (await server.GetAsync(webhook)).GetProperty("disabled").GetBoolean().ShouldBeFalse();
        for (var day = 1; day <= 4; day++)
        {
            server.Clock.Advance(TimeSpan.FromDays(1));
            await server.UntilAttemptsAsync(webhook, await server.ExampleAsync(webhook), 1);
            (await server.GetAsync(webhook)).GetProperty("disabled").GetBoolean().ShouldBeFalse();
        }

        // What is tried again on the fifth day tells.
        server.Clock.Advance(TimeSpan.FromDays(1));
        await WebhookServer.UntilAsync(
            async () => (await server.GetAsync(webhook)).GetProperty("disabled").GetBoolean(),
            "it is disabled"
        );
        (await server.GetAsync(webhook)).GetProperty("disabledReason").GetString()!.ShouldContain("has failed since");
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_time_gets_it_for_all_its_messages()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(
            webhook.Path,
            context =>
            {
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "120";
                return Task.CompletedTask;
            }
        );
        var first = await server.ExampleAsync(webhook);
        await server.UntilAttemptsAsync(webhook, first, 1);
        server.Receiver.Answer(webhook.Path, 200);
        await server.ExampleAsync(webhook);

        server.Clock.Advance(TimeSpan.FromSeconds(60));
        await Task.Delay(200);
        server.Receiver.On(webhook.Path).Count.ShouldBe(1);
        var next = (await server.MessageAsync(webhook, first)).GetProperty("nextAttempt").GetDateTimeOffset();
        (next - server.Clock.GetUtcNow()).ShouldBeInRange(TimeSpan.FromSeconds(59), TimeSpan.FromSeconds(61));
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        await server.Receiver.UntilAsync(webhook.Path, 3);
        await server.DeleteAsync(webhook);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task An_overloaded_endpoint_is_sent_nothing_new_for_a_moment(int status)
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(webhook.Path, status);
        var first = await server.ExampleAsync(webhook);
        await server.UntilAttemptsAsync(webhook, first, 1);
        server.Receiver.Answer(webhook.Path, 200);
        var second = await server.ExampleAsync(webhook);
        await Task.Delay(200);
        server.Receiver.On(webhook.Path).Count.ShouldBe(1);

        server.Clock.Advance(TimeSpan.FromSeconds(3));

        await server.UntilStatusAsync(webhook, second, "Succeeded");
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_receiver_may_ask_not_to_be_sent_a_message_again()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        server.Receiver.Answer(
            webhook.Path,
            context =>
            {
                context.Response.StatusCode = 400;
                context.Response.Headers["webhook-delivery"] = "abort-message";
                return Task.CompletedTask;
            }
        );

        var id = await server.ExampleAsync(webhook);

        await server.UntilStatusAsync(webhook, id, "Failed");
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task A_rate_limit_spaces_deliveries()
    {
        var webhook = await server.HasWebhookAsync(["client.*"], more: new { rateLimit = 2 });
        for (var i = 0; i < 6; i++)
        {
            await server.ExampleAsync(webhook);
        }

        await server.Receiver.UntilAsync(webhook.Path, 1);
        await Task.Delay(200);
        for (var half = 1; half <= 5; half++)
        {
            server.Receiver.On(webhook.Path).Count.ShouldBe(half);
            server.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await server.Receiver.UntilAsync(webhook.Path, half + 1);
            await Task.Delay(50);
        }

        await server.DeleteAsync(webhook);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 300)]
    [InlineData(7, 36000)]
    [InlineData(8, null)]
    public void The_schedule_is_that_of_the_documents(int tries, int? seconds)
    {
        RetrySchedule.After(tries, null, 0)?.TotalSeconds.ShouldBe(seconds!.Value);
        (RetrySchedule.After(tries, TimeSpan.FromDays(3), 0) ?? TimeSpan.FromDays(1)).ShouldBe(TimeSpan.FromDays(1));
        RetrySchedule.MostTries.ShouldBe(8);
        (RetrySchedule.After(tries, null, 0) is null).ShouldBe(seconds is null);
    }
}
