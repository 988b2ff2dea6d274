using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>Departments, and a campaign that has another name every hundred turns.</summary>
internal sealed class SandboxTrackingCategories(FirmSource source)
    : Reader<SandboxTag, TrackingCategory>(SandboxJson.Default.SandboxTag)
{
    private const int CampaignTurns = 100;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, FeedOf, ct);

    public override TrackingCategory Map(SandboxTag source) =>
        new()
        {
            Id = source.Id,
            Name = source.Name,
            ParentId = source.Above,
            HasChildren = source.Children > 0,
            Status = source.State switch
            {
                "active" => TrackingCategoryStatus.Active,
                "closed" => TrackingCategoryStatus.Archived,
                _ => TrackingCategoryStatus.Unknown,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };

    private static Feed<SandboxTag> FeedOf(Books books) =>
        new(SandboxJson.Default.SandboxTag, (_, _) => [new Batch<SandboxTag>(Rows(books), 1)])
        {
            Count = () => Rows(books).Count,
            IsDated = false,
        };

    private static List<SandboxTag> Rows(Books books)
    {
        var founded = books.Clock.Founded.ToUnixTimeMilliseconds();
        var campaign = books.Until.Turns / CampaignTurns;
        return
        [
            Tag(Tags.Root, null, Tags.Departments.Length, founded),
            .. Tags.Departments.Select(d => Tag(d, Tags.Root.Id, 0, founded)),
            Tag(new Party("campaign", "Campaign"), null, 1, founded),
            Tag(
                new Party("campaign-now", string.Create(CultureInfo.InvariantCulture, $"Campaign {campaign + 1}")),
                "campaign",
                0,
                campaign is 0 ? founded : books.ChangedIn((campaign * CampaignTurns) - 1)
            ),
        ];
    }

    private static SandboxTag Tag(Party tag, string? above, int children, long changed) =>
        new()
        {
            Id = tag.Id,
            Name = tag.Name,
            Above = above,
            Children = children,
            State = "active",
            Changed = changed,
        };
}

/// <summary>A tag as the made-up firm keeps it.</summary>
internal sealed record SandboxTag : ISandboxRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Above { get; init; }

    public int Children { get; init; }

    /// <summary>active or closed.</summary>
    public required string State { get; init; }

    public required long Changed { get; init; }
}
