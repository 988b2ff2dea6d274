using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton;

/// <summary>Logs in, and tells the companies that the user works for.</summary>
internal sealed class TrytonProbe(TrytonClient tryton) : SourceProbe
{
    public override async Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var preferences = await tryton.AskAsync("model.res.user.get_preferences", [false, new JsonObject()], ct);
        HashSet<int> ids = [.. TrytonCompanyChoice.Companies(preferences)];
        if (ids.Count is 0)
        {
            throw new SourceException(
                new SourceFailure(SourceFailureCategory.Permission, "This Tryton user works for no company.")
            );
        }

        var companies = await tryton.AskAsync(
            "model.company.company.search_read",
            [
                new JsonArray(TrytonValue.Where("id", "in", TrytonValue.Ids(ids))),
                0,
                null,
                new JsonArray(new JsonArray("id", "ASC")),
                new JsonArray("party.name", "currency.code"),
                new JsonObject(),
            ],
            ct
        );
        await RequireReadingAsync(ids.First(), ct);
        return new SourceIdentity([
            .. companies
                .EnumerateArray()
                .Select(c => new SourceOrganisation(
                    TrytonKey.Of(c.GetProperty("id").GetInt32()),
                    c.GetProperty("party.").GetProperty("name").GetString() ?? ""
                )),
        ])
        {
            ConnectionInfo = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["companies"] = string.Join(", ", ids.Order().Select(TrytonKey.Of)),
            },
        };
    }

    // A user without rights to the books can log in, and would only fail at the first sync.
    private async Task RequireReadingAsync(int company, CancellationToken ct)
    {
        var context = new JsonObject { ["company"] = company };
        foreach (var model in new[] { "account.invoice", "account.move", "party.party" })
        {
            await tryton.AskAsync($"model.{model}.search_count", [new JsonArray(), context.DeepClone()], ct);
        }
    }
}
