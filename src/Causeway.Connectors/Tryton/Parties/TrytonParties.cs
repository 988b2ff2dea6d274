using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>
/// Tells customers from suppliers by what the books say: a party with an invoice, or an entry on a receivable account, is
/// a customer; one with a bill, or an entry on a payable account, is a supplier; one may be both, and one that nothing
/// was booked for yet may become either, so it is listed as both.
/// </summary>
internal sealed class TrytonParties(TrytonClient tryton, TimeProvider time)
{
    private const int Batch = 1000;
    private static readonly string[] s_parts = ["addresses", "contact_mechanisms", "identifiers"];
    private readonly TrytonReading reading = new(tryton, time);

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        TrytonSide side,
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadAsync([Search(side)], window, ct))
        {
            yield return page;
        }
    }

    public async IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        TrytonSide side,
        string? cursor,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var page in reading.ReadIdsAsync([Search(side)], cursor, ct))
        {
            yield return page;
        }
    }

    private TrytonSearch Search(TrytonSide side) =>
        new()
        {
            Model = "party.party",
            Domain = [],
            Fields = TrytonParty.Fields,
            Parts = s_parts,
            // The first invoice makes a customer of a party that was not written for it.
            AlsoChanged = async (since, ct) =>
                [TrytonValue.Where("id", "in", TrytonValue.Ids(await BookedSinceAsync(since, ct)))],
            KeepIds = (ids, ct) => OnSideAsync(side, ids, ct),
        };

    private async Task<IReadOnlySet<int>> OnSideAsync(TrytonSide side, IReadOnlyList<int> ids, CancellationToken ct)
    {
        var used = await UsedAsync(side, ids, ct);
        var others = await UsedAsync(side.Other, [.. ids.Where(id => !used.Contains(id))], ct);
        return ids.Where(id => used.Contains(id) || !others.Contains(id)).ToHashSet();
    }

    private async Task<HashSet<int>> UsedAsync(TrytonSide side, IReadOnlyList<int> ids, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        HashSet<int> used = [];
        await AddPartiesAsync(
            used,
            "account.invoice",
            [TrytonValue.Where("company", "=", company), TrytonValue.Where("type", "=", side.DocumentType)],
            ids,
            ct
        );
        await AddPartiesAsync(
            used,
            "account.move.line",
            [
                TrytonValue.Where("move.company", "=", company),
                TrytonValue.Where($"account.type.{side.AccountKind}", "=", true),
            ],
            ids,
            ct
        );
        return used;
    }

    // Tryton can't list distinct values. Each answer rules out the parties in it, so few are needed: those with most
    // records come first.
    private async Task AddPartiesAsync(
        HashSet<int> used,
        string model,
        JsonArray domain,
        IReadOnlyList<int> ids,
        CancellationToken ct
    )
    {
        while (true)
        {
            List<int> remaining = [.. ids.Where(id => !used.Contains(id))];
            if (remaining.Count is 0)
            {
                return;
            }

            var bounded = (JsonArray)domain.DeepClone();
            bounded.Add((JsonNode)TrytonValue.Where("party", "in", TrytonValue.Ids(remaining)));
            if (await PartiesAsync(model, bounded, used, ct) < Batch)
            {
                return;
            }
        }
    }

    private async Task<HashSet<int>> BookedSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        var (company, _) = await tryton.BooksAsync(ct);
        HashSet<int> parties = [];
        foreach (var (model, path) in new[] { ("account.invoice", "company"), ("account.move.line", "move.company") })
        {
            var offset = 0;
            int found;
            do
            {
                found = await PartiesAsync(
                    model,
                    [
                        TrytonValue.Where(path, "=", company),
                        TrytonValue.Where("party", "!=", null),
                        TrytonValue.Any(TrytonReading.Touched("", since)),
                    ],
                    parties,
                    ct,
                    offset
                );
                offset += found;
            } while (found == Batch);
        }

        return parties;
    }

    private async Task<int> PartiesAsync(
        string model,
        JsonArray domain,
        HashSet<int> parties,
        CancellationToken ct,
        int offset = 0
    )
    {
        var found = await tryton.CallAsync(
            $"model.{model}.search_read",
            [domain, offset, Batch, new JsonArray(new JsonArray("id", "DESC")), new JsonArray("party")],
            ct
        );
        foreach (var record in found.EnumerateArray())
        {
            parties.Add(record.GetProperty("party").GetInt32());
        }

        return found.GetArrayLength();
    }
}

/// <summary>One of the two sides of trade, as Tryton's models call them.</summary>
internal sealed record TrytonSide(string DocumentType, string AccountKind)
{
    public static TrytonSide Customers { get; } = new("out", "receivable");

    public static TrytonSide Suppliers { get; } = new("in", "payable");

    public TrytonSide Other => this == Customers ? Suppliers : Customers;
}
