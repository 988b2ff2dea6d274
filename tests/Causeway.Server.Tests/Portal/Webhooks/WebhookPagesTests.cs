using System.Net;
using AngleSharp.Dom;
using Causeway.Server.Access.Users;
using Causeway.Server.Tests.Webhooks;

namespace Causeway.Server.Tests.Portal.Webhooks;

[Collection(nameof(WebhookServer))]
public class WebhookPagesTests(WebhookServer server)
{
    [Fact]
    public async Task A_consumer_is_shown_with_its_log_and_each_message_with_its_attempts()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        var id = await server.ExampleAsync(webhook);
        await server.UntilAttemptsAsync(webhook, id, 1);
        var staff = await server.App.StaffAsync(PortalRole.Developer);

        var all = await staff.PageAsync("webhooks");
        var consumer = await staff.PageAsync($"webhooks/{webhook.Id}?status=Succeeded");
        var failed = await staff.PageAsync($"webhooks/{webhook.Id}?status=Failed");
        var message = await staff.PageAsync($"webhooks/{webhook.Id}/messages/{id}");

        all.QuerySelectorAll("tbody a").Select(a => a.GetAttribute("href")).ShouldContain($"webhooks/{webhook.Id}");
        consumer.Texts("tbody tr").ShouldHaveSingleItem().ShouldContain("Delivered");
        consumer.Texts(".cw-facts dd").ShouldContain("client.*");
        failed.Texts("tbody tr").ShouldBeEmpty();
        message.Texts("pre")[0].ShouldContain("\"eventType\":");
        message.Texts(".cw-list .cw-tag").ShouldBe(["200"]);
        message.Texts("pre").ShouldContain(t => t.Contains("webhook-signature"));
        (all.Source.Text + consumer.Source.Text + message.Source.Text).ShouldNotContain(webhook.Secret);
        await server.DeleteAsync(webhook);
    }

    [Fact]
    public async Task Who_works_with_data_sees_no_webhooks()
    {
        var webhook = await server.HasWebhookAsync(["client.*"]);
        var staff = await server.App.StaffAsync(PortalRole.Analyst);

        await staff.PageAsync("webhooks", HttpStatusCode.Forbidden);
        await staff.PageAsync($"webhooks/{webhook.Id}", HttpStatusCode.Forbidden);
        await server.DeleteAsync(webhook);
    }
}
