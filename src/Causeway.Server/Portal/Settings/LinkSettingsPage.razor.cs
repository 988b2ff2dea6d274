using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Shell;
using Causeway.Server.Settings.Link;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;

namespace Causeway.Server.Portal.Settings;

/// <summary>Link's settings, with a look at the pages before anything is saved.</summary>
public partial class LinkSettingsPage
{
    private const long LargestLogo = 1024 * 1024;

    private static readonly SourceType[] Kinds =
    [
        SourceType.Accounting,
        SourceType.Banking,
        SourceType.Commerce,
        SourceType.BankFeed,
        SourceType.Expense,
        SourceType.Other,
    ];

    private LinkForm form = new(new LinkSettingsBody());
    private string shown = LinkLanguages.English;
    private LinkPreviewBody? preview;
    private string previewPage = "";
    private Refusal? refusal;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private bool IsColour => BrandColour.TryParse(form.Colour, out _);

    private string Sandbox
    {
        get =>
            form.ShowSandbox switch
            {
                true => "true",
                false => "false",
                null => "",
            };
        set => form.ShowSandbox = bool.TryParse(value, out var shows) ? shows : null;
    }

    // A path of this server: its public address may be another than the one by which the Portal is open.
    private string Frame =>
        new Uri(preview!.Url).AbsolutePath + (previewPage.Length == 0 ? "" : $"/{previewPage}") + $"?lang={shown}";

    protected override Task<Outcome<LinkSettingsBody>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<GetLinkSettings, LinkSettingsBody>(
            Permission.Settings,
            async (get, ct) => await get.RunAsync(ct),
            ct
        );

    protected override void Loaded(LinkSettingsBody model) => form = new LinkForm(model);

    private void Ask(SourceType type, bool isAsked)
    {
        if (isAsked)
        {
            form.Asked[type] = new AskedKind(new LinkSourceTypeBody(type));
        }
        else
        {
            form.Asked.Remove(type);
        }
    }

    private async Task PreviewAsync()
    {
        var body = form.ToBody();
        var outcome = await SignedIn.ReadAsync<CreateLinkPreview, LinkPreviewBody>(
            Permission.Settings,
            (create, ct) => create.RunAsync(body, ct),
            Gone
        );
        refusal = outcome.Refusal;
        preview = refusal is null ? outcome.Value : preview;
    }

    private async Task SaveAsync()
    {
        var body = form.ToBody();
        var outcome = await SignedIn.DoAsync<UpdateLinkSettings, LinkSettingsBody>(
            Permission.Settings,
            "Changed the settings of Link",
            (update, _, ct) => update.RunAsync(body, ct),
            Gone
        );
        refusal = outcome.Refusal;
        if (refusal is null)
        {
            Snackbar.Tell(outcome, "Saved.");
            await ReloadAsync();
        }
    }

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > LargestLogo)
        {
            refusal = Refusal.Invalid("logo", "The logo is larger than a megabyte.");
            return;
        }

        using var bytes = new MemoryStream();
        await using (var file = chosen.File.OpenReadStream(LargestLogo, Gone))
        {
            await file.CopyToAsync(bytes, Gone);
        }

        var outcome = await SignedIn.DoAsync<SetLinkLogo, LinkLogoBody>(
            Permission.Settings,
            "Set the logo of Link",
            (logo, _, ct) => logo.RunAsync(bytes.ToArray(), ct),
            Gone
        );
        await ShowLogoAsync(outcome, "There is a new logo.");
    }

    private async Task RemoveLogoAsync()
    {
        var outcome = await SignedIn.DoAsync<SetLinkLogo, bool>(
            Permission.Settings,
            "Removed the logo of Link",
            async (logo, _, ct) => await logo.RemoveAsync(ct),
            Gone
        );
        await ShowLogoAsync(outcome, "The logo is removed.");
    }

    // The rest of the form stays as it is filled in.
    private async Task ShowLogoAsync<T>(Outcome<T> outcome, string done)
    {
        refusal = outcome.Refusal;
        if (refusal is null)
        {
            var written = form;
            Snackbar.Tell(outcome, done);
            await ReloadAsync();
            form = written;
        }
    }
}
