using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Portal.Shell;
using Causeway.Server.Sync;
using Causeway.Server.Sync.Datasets;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Causeway.Server.Portal.Connections;

public sealed partial class ConnectionPage
{
    private bool busy;

    [Parameter]
    public string CompanyId { get; set; } = "";

    [Parameter]
    public string ConnectionId { get; set; } = "";

    private CompanyId Company => Contracts.CompanyId.TryParse(CompanyId, out var id) ? id : default;

    private ConnectionId Id => Contracts.ConnectionId.TryParse(ConnectionId, out var id) ? id : default;

    private string Name => $"{Model?.SourceName} of {Model?.CompanyName}";

    protected override Task<Outcome<ConnectionModel>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<ReadConnection, ConnectionModel>(
            Permission.See,
            (read, token) => read.RunAsync(Company, Id, token),
            ct
        );

    protected override IEnumerable<Guid> Watches(ConnectionModel model) => [Id.Value];

    private static string Headline(ConnectionModel model) =>
        model.Connection.Status switch
        {
            ConnectionStatus.PendingAuth => "The company has not given access yet",
            ConnectionStatus.Unlinked => "The access was given up",
            ConnectionStatus.Linked => "Access can’t be renewed for now",
            _ => $"{model.SourceName} refuses the access",
        };

    private static string Advice(ConnectionModel model) =>
        model.Connection.Status switch
        {
            ConnectionStatus.PendingAuth => "Send it this link; it takes two minutes there.",
            ConnectionStatus.Unlinked => "What was read is kept. With this link the company can give access again.",
            ConnectionStatus.Linked => $"{model.Authorization?.Problem} It is tried again by itself.",
            _ =>
                "What was read is kept. Send the company this link: it signs in at the source, and reading goes on where it stopped.",
        };

    private Task RefreshAllAsync() =>
        ActAsync<RefreshCompanyData, List<QueuedDataset>>(
            Permission.Refresh,
            $"Refreshed {Name}",
            (refresh, _, ct) => refresh.RunAsync(Company, Id, DatasetCause.RefreshedAll, ct),
            "All its data types are being read"
        );

    private Task RefreshAsync(DataTypeRow row) =>
        ActAsync<RefreshDataType, Dataset>(
            Permission.Refresh,
            $"Refreshed {row.Type.Key} of {Name}",
            (refresh, _, ct) => refresh.RunAsync(Company, row.Type, Id, ct),
            $"{Words.Of(row.Type.Key)} are being read"
        );

    private async Task UnlinkAsync()
    {
        if (
            await Dialogs.ConfirmAsync(
                $"Unlink {Model?.SourceName}?",
                "The access is given up here and at the source, and nothing more is read. What was read is kept. Only the company can give access again.",
                "Unlink"
            )
        )
        {
            await ActAsync<UnlinkConnection, Connection>(
                Permission.Unlink,
                $"Unlinked {Name}",
                (unlink, who, ct) => unlink.RunAsync(Company, Id, ConnectionWords.ActorOf(who), ct),
                "The access is given up"
            );
        }
    }

    private async Task DeleteAsync()
    {
        if (Model is not { } model)
        {
            return;
        }

        var isSure = await Dialogs.ConfirmAsync(
            $"Delete the connection to {model.SourceName}?",
            $"All that was read from it of {model.CompanyName} is deleted, and the access is given up. This can’t be undone.",
            "Delete the connection",
            model.CompanyName
        );
        if (!isSure)
        {
            return;
        }

        var outcome = await SignedIn.DoAsync<DeleteConnection, ConnectionId>(
            Permission.Delete,
            $"Deleted {Name}",
            async (delete, _, ct) => await delete.RunAsync(Company, Id, ct) is { } refusal ? refusal : Id,
            CancellationToken.None
        );
        if (Snackbar.Tell(outcome, "The connection is deleted"))
        {
            Navigation.NavigateTo($"companies/{Company}");
        }
    }

    private async Task ActAsync<TOperation, T>(
        Permission permission,
        string what,
        Func<TOperation, SignedInUser, CancellationToken, Task<Outcome<T>>> act,
        string done
    )
        where TOperation : notnull
    {
        busy = true;
        Snackbar.Tell(await SignedIn.DoAsync(permission, what, act, CancellationToken.None), done);
        await ReloadAsync();
        busy = false;
    }
}
