using Causeway.Contracts;
using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Portal.Shell;
using Microsoft.AspNetCore.Components;

namespace Causeway.Server.Portal.Companies;

public sealed partial class CompaniesPage
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);

    private int typed;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string? Tag { get; set; }

    [SupplyParameterFromQuery]
    private string? After { get; set; }

    [Inject]
    private ConnectorCatalog Catalog { get; set; } = null!;

    protected override Task<Outcome<CompanyPage>> LoadAsync(CancellationToken ct) =>
        SignedIn.ReadAsync<FindCompanies, CompanyPage>(
            Permission.See,
            (find, token) => find.PageAsync(new CompanyQuery(Q, TagOf(Tag), AfterOf(After)), token),
            ct
        );

    protected override IEnumerable<Guid> Watches(CompanyPage model) => model.Rows.Select(r => r.Id.Value);

    private async Task SearchAsync(ChangeEventArgs changed)
    {
        var turn = ++typed;
        await Task.Delay(Pause, Gone);
        if (turn == typed)
        {
            Navigation.NavigateTo(AddressOf(changed.Value as string, Tag), replace: true);
        }
    }

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<CompanyDialog>();
        if (await dialog.Result is { Canceled: false, Data: CompanyId id })
        {
            Navigation.NavigateTo($"companies/{id}");
        }
    }

    private static string AddressOf(string? text, string? tag, CompanyId? after = null) =>
        Addresses.With(
            "companies",
            ("q", string.IsNullOrWhiteSpace(text) ? null : text),
            ("tag", tag),
            ("after", after?.ToString())
        );

    private static KeyValuePair<string, string>? TagOf(string? tag) =>
        tag?.Split(':', 2) is [var key, var value] ? new(key, value) : null;

    private static CompanyId? AfterOf(string? after) => CompanyId.TryParse(after, out var id) ? id : null;
}
