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
                asked,
                [.. connections.Where(c => c.Kind == asked.SourceType && c.Status is ConnectionStatus.Linked)]
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
/// <param name="Asked">What is asked for.</param>
/// <param name="Connected">What of it is connected.</param>
public sealed record LinkPlanStep(LinkSourceTypeBody Asked, IReadOnlyList<ConnectionCard> Connected)
{
    public SourceType Kind => Asked.SourceType;

    /// <summary>Whether it may be skipped.</summary>
    public bool IsOptional => Asked.Optional is true;

    public bool IsDone => Connected.Count > 0;

    /// <summary>The kind in the keys of texts: other data of which only files are wanted are the documents of the business.</summary>
    public string Word =>
        Asked is { SourceType: SourceType.Other, EnableIntegrations: false } ? "Documents" : Kind.ToString();

    /// <summary>Whether nothing but files is wanted.</summary>
    public bool IsOfFiles => Asked is { EnableIntegrations: false, EnableFileUpload: true };

    /// <summary>Whether there can be one more: a company has one set of books, and as many files as it likes.</summary>
    public bool TakesMore =>
        Asked.EnableFileUpload is true
        || Kind is not (SourceType.Accounting or SourceType.BankFeed)
        || Connected.All(c => c.TakesFiles);
}
