using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Shell;
using Causeway.Server.Webhooks.Consumers;
using Causeway.Server.Webhooks.Messages;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Causeway.Server.Portal.Webhooks;

/// <summary>One consumer: its settings, its log, and what can be sent again.</summary>
public partial class WebhookPage
{
    private static readonly (MessageStatus Status, string Name)[] States =
    [
        (MessageStatus.Pending, "On their way"),
        (MessageStatus.Succeeded, "Delivered"),
        (MessageStatus.Failed, "Given up"),
    ];

    [Parameter]
    public Guid WebhookId { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "eventType")]
    public string? EventType { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private Contracts.WebhookId Id => Contracts.WebhookId.From(WebhookId);

    private string Url => Model?.Consumer.Url ?? "";

    private MessagesAsked Asked =>
        new(Enum.TryParse<MessageStatus>(Status, out var status) ? status : null, EventType, PageNumber);

    protected override Task<Outcome<WebhookModel>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<ReadWebhooks, WebhookModel>(
            Permission.Webhooks,
            (read, ct) => read.FindAsync(Id, Asked, ct),
            ct
        );

    private string Address(MessageStatus? status, string? type, int page = 1) =>
        Addresses.With(
            $"webhooks/{WebhookId}",
            ("status", status?.ToString()),
            ("eventType", type),
            ("page", Addresses.Page(page))
        );

    private async Task EditAsync()
    {
        var dialog = await Dialogs.ShowAsync<WebhookDialog>(
            "",
            new DialogParameters<WebhookDialog>
            {
                { d => d.Consumer, Model!.Consumer },
                {
                    d => d.Save,
                    async request =>
                        (
                            await SignedIn.DoAsync<UpdateWebhookConsumer, WebhookBody>(
                                Permission.Webhooks,
                                $"Changed the webhook consumer {Url}",
                                (update, _, ct) => update.RunAsync(Id, request, ct),
                                Gone
                            )
                        ).Refusal
                },
            }
        );
        await dialog.Result;
        await ReloadAsync();
    }

    private async Task EnableAsync(bool isEnabled)
    {
        var outcome = await SignedIn.DoAsync<UpdateWebhookConsumer, WebhookBody>(
            Permission.Webhooks,
            $"{(isEnabled ? "Enabled" : "Disabled")} the webhook consumer {Url}",
            (update, _, ct) => update.RunAsync(Id, new WebhookRequest { Disabled = !isEnabled }, ct),
            Gone
        );
        Snackbar.Tell(outcome, isEnabled ? "Enabled." : "Disabled; messages wait until it is enabled again.");
        await ReloadAsync();
    }

    private async Task ExampleAsync()
    {
        var dialog = await Dialogs.ShowAsync<ExampleDialog>("");
        if (await dialog.Result is not { Canceled: false, Data: string type })
        {
            return;
        }

        var outcome = await SignedIn.DoAsync<SendWebhookExample, ExampleBody>(
            Permission.Webhooks,
            $"Sent an example of {type} to {Url}",
            (send, _, ct) => send.RunAsync(Id, type, ct),
            Gone
        );
        if (Snackbar.Tell(outcome, "The example is on its way."))
        {
            await ReloadAsync();
        }
    }

    private Task RecoverAsync() =>
        ResendAsync(
            "Send again what was given up",
            "Messages whose every attempt failed.",
            "Recovered",
            (resend, span, ct) => resend.RecoverAsync(Id, span, ct)
        );

    private Task ReplayAsync() =>
        ResendAsync(
            "Send what it missed",
            "Events that it was never told of: because it was disabled, wanted other events then, or did not exist.",
            "Replayed",
            (resend, span, ct) => resend.ReplayAsync(Id, span, ct)
        );

    private async Task ResendAsync(
        string title,
        string text,
        string did,
        Func<ResendWebhookMessages, ResendWebhookMessages.Span, CancellationToken, Task<Outcome<ScheduledBody>>> act
    )
    {
        var dialog = await Dialogs.ShowAsync<SinceDialog>(
            "",
            new DialogParameters<SinceDialog>
            {
                { d => d.Title, title },
                { d => d.Text, text },
                { d => d.Action, "Send them" },
            }
        );
        if (await dialog.Result is not { Canceled: false, Data: ResendWebhookMessages.Span span })
        {
            return;
        }

        var outcome = await SignedIn.DoAsync<ResendWebhookMessages, ScheduledBody>(
            Permission.Webhooks,
            $"{did} messages of {Url}",
            (resend, _, ct) => act(resend, span, ct),
            Gone
        );
        var count = outcome.Refusal is null ? Words.Count(outcome.Value.Scheduled, "message") : "";
        Snackbar.Tell(outcome, $"{count} on the way.");
        await ReloadAsync();
    }

    private async Task RotateAsync()
    {
        if (
            !await Dialogs.ConfirmAsync(
                "Make a new secret?",
                "Messages are signed with both for a day, so that your server has time to change.",
                "Make it"
            )
        )
        {
            return;
        }

        var outcome = await SignedIn.DoAsync<RotateWebhookSecret, WebhookSecretBody>(
            Permission.Webhooks,
            $"Made a new secret for the webhook consumer {Url}",
            (secrets, _, ct) => secrets.RotateAsync(Id, ct),
            Gone
        );
        if (Snackbar.Tell(outcome, "There is a new secret."))
        {
            await Dialogs.ShowAsync<SecretDialog>(
                "",
                new DialogParameters<SecretDialog>
                {
                    { d => d.Title, "Signing secret" },
                    { d => d.Text, "The old one is valid beside it for a day." },
                    { d => d.Secret, outcome.Value.Secret },
                }
            );
        }
    }

    private async Task DeleteAsync()
    {
        if (
            !await Dialogs.ConfirmAsync(
                "Delete the consumer?",
                "Its log and what is on the way to it go with it, for good.",
                "Delete it",
                new Uri(Url).Host
            )
        )
        {
            return;
        }

        var outcome = await SignedIn.DoAsync<DeleteWebhookConsumer, bool>(
            Permission.Webhooks,
            $"Deleted the webhook consumer {Url}",
            async (delete, _, ct) => await delete.RunAsync(Id, ct) is { } refusal ? refusal : true,
            Gone
        );
        if (Snackbar.Tell(outcome, "Deleted."))
        {
            Navigation.NavigateTo("webhooks");
        }
    }
}
