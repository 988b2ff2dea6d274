using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.QuickBooks;

/// <summary>Opens the company that the callback named: an authorization is for one.</summary>
internal sealed class QuickBooksProbe(QuickBooksApi quickBooks) : SourceProbe
{
    public override async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var company = await quickBooks.SingleAsync("CompanyInfo", ct);
        var name =
            company.TryGetProperty("CompanyName", out var value) && value.ValueKind is JsonValueKind.String
                ? value.GetString()
                : null;
        return new SourceIdentity([
            new SourceOrganisation(quickBooks.Realm, string.IsNullOrEmpty(name) ? quickBooks.Realm : name),
        ]);
    }
}
