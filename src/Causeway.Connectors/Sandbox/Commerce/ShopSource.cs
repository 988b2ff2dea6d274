using Causeway.Connectors.Sandbox.Business;
using Causeway.Connectors.Sandbox.Commerce.Shops;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox.Commerce;

/// <summary>The made-up shop of one connection: the one place where its readers find it.</summary>
internal sealed class ShopSource
{
    private readonly BusinessClock clock;
    private readonly SandboxPages pages;

    public ShopSource(SourceConnection connection, TimeProvider time, ISourceMemory memory)
    {
        var set = ShopSets.Find(connection.ValueOrNull(SandboxChoices.DataSet) ?? ShopSets.All[0].Key);
        Shop = Shop.Of(
            set
                ?? throw new SourceException(
                    new SourceFailure(SourceFailureCategory.Authentication, "There is no sandbox shop of that name.")
                )
        );
        clock = new BusinessClock(connection.Created, Shop.Set.HistoryTurns, Shop.Set.HistoryDays);
        pages = new SandboxPages(clock, new Mishaps(SandboxChoices.FaultOf(connection), time, memory), time);
    }

    public Shop Shop { get; }

    /// <summary>Reads a data type.</summary>
    public IAsyncEnumerable<SourcePage> ReadAsync<TRow>(
        ReadWindow window,
        Func<Trading, Feed<TRow>> feedOf,
        CancellationToken ct
    )
        where TRow : ISandboxRow => pages.ReadAsync(window, moment => Task.FromResult(feedOf(At(moment))), ct);

    /// <summary>Reads the ids of a data type.</summary>
    public IAsyncEnumerable<SourceIdPage> ReadIdsAsync(
        string? cursor,
        Func<Trading, IEnumerable<string>> idsOf,
        CancellationToken ct
    ) => pages.ReadIdsAsync(cursor, moment => Task.FromResult(idsOf(At(moment))), ct);

    private Trading At(Moment moment) => new(Shop, clock, moment);
}

/// <summary>Tells which made-up shop was chosen.</summary>
internal sealed class ShopProbe(ShopSource source) : SourceProbe
{
    public override Task<SourceIdentity> IdentifyAsync(CancellationToken ct)
    {
        var set = source.Shop.Set;
        return Task.FromResult(
            new SourceIdentity([new SourceOrganisation(set.Key, set.Name)])
            {
                ConnectionInfo = new Dictionary<string, string>
                {
                    ["dataSet"] = set.Key,
                    ["business"] = set.Name,
                    ["baseCurrency"] = set.Land.Currency,
                },
            }
        );
    }
}
