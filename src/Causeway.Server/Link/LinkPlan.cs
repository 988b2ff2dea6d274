using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Link;

/// <summary>What the client asks for, kind by kind, and what of it there is.</summary>
public sealed class LinkPlan
{
    public LinkPlan(LinkSettingsBody settings, IReadOnlyList<ConnectionCard> connections) =>
        Steps = [
            .. (settings.SourceTypes ?? []).Select(asked => new LinkPlanStep(
                asked.SourceType,
                asked.Optional ?? false,
                [
                    .. connections
                        .Where(c => c.Kind == asked.SourceType && c.Status is ConnectionStatus.Linked)
                        .Select(c => c.Name),
                ]
            )),
        ];

    public IReadOnlyList<LinkPlanStep> Steps { get; }

    /// <summary>Whether there is more than one kind, so that a page shows them all.</summary>
    public bool HasOverview => Steps.Count > 1;

    /// <summary>Whether all that is needed is there.</summary>
    public bool IsComplete => Steps.All(s => s.IsOptional || s.IsDone);

    /// <summary>The next kind that is missing, after one that was dealt with.</summary>
    public LinkPlanStep? NextAfter(SourceType kind)
    {
        var at = Steps.ToList().FindIndex(s => s.Kind == kind);
        return Steps.Skip(at + 1).FirstOrDefault(s => !s.IsDone)
            ?? Steps.FirstOrDefault(s => !s.IsDone && !s.IsOptional && s.Kind != kind);
    }
}

/// <summary>A kind that is asked for.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsOptional">Whether it may be skipped.</param>
/// <param name="Connected">The systems of it that are connected.</param>
public sealed record LinkPlanStep(SourceType Kind, bool IsOptional, IReadOnlyList<string> Connected)
{
    public bool IsDone => Connected.Count > 0;

    /// <summary>Whether there can be one more: a company has one set of books.</summary>
    public bool TakesMore => !IsDone || Kind is not (SourceType.Accounting or SourceType.BankFeed);
}
