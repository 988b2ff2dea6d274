using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Portal.Connections;
using Causeway.Server.Portal.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Causeway.Server.Portal.Companies;

public sealed partial class CompanyDetailsPage
{
    [Parameter]
    public string CompanyId { get; set; } = "";

    private CompanyId Id => Contracts.CompanyId.TryParse(CompanyId, out var id) ? id : default;

    protected override Task<Outcome<CompanyModel>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<ReadCompany, CompanyModel>(Permission.See, (read, token) => read.RunAsync(Id, token), ct);

    protected override IEnumerable<Guid> Watches(CompanyModel model) => [Id.Value];

    private static string SourceOf(CompanyBody company, ConnectionEvent happened) =>
        company.DataConnections.FirstOrDefault(c => c.Id == happened.ConnectionId)?.PlatformName ?? "The source";

    private async Task ChangeAsync()
    {
        var dialog = await Dialogs.ShowAsync<CompanyDialog>(
            null,
            new DialogParameters<CompanyDialog> { { d => d.Existing, Model?.Company } }
        );
        if (await dialog.Result is { Canceled: false })
        {
            await ReloadAsync();
        }
    }

    private async Task ConnectAsync()
    {
        var dialog = await Dialogs.ShowAsync<NewConnectionDialog>(
            null,
            new DialogParameters<NewConnectionDialog> { { d => d.CompanyId, Id } }
        );
        if (await dialog.Result is { Canceled: false, Data: ConnectionId connection })
        {
            Navigation.NavigateTo($"companies/{Id}/connections/{connection}");
        }
    }

    private async Task DeleteAsync()
    {
        if (Model?.Company is not { } company)
        {
            return;
        }

        var what =
            company.DataConnections.Count == 0
                ? "It has no connections."
                : $"Its {Words.Count(company.DataConnections.Count, "connection")} and all that was read from them go with it; access at the sources is given up.";
        if (
            !await Dialogs.ConfirmAsync(
                $"Delete {company.Name}?",
                $"{what} This can’t be undone.",
                "Delete the company",
                company.Name
            )
        )
        {
            return;
        }

        var outcome = await SignedIn.DoAsync<DeleteCompany, CompanyId>(
            Permission.Delete,
            $"Deleted the company {company.Name}",
            async (delete, _, ct) => await delete.RunAsync(company.Id, ct) is { } refusal ? refusal : company.Id,
            CancellationToken.None
        );
        if (Snackbar.Tell(outcome, $"{company.Name} is deleted"))
        {
            Navigation.NavigateTo("companies");
        }
    }
}
