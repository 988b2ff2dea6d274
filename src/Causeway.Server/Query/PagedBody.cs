using System.Text.Json.Serialization;

namespace Causeway.Server.Query;

/// <summary>A page of a list as the API has it.</summary>
/// <typeparam name="T">A result.</typeparam>
/// <param name="Results">What is on the page.</param>
/// <param name="PageNumber">From 1.</param>
/// <param name="PageSize">How many results a page has.</param>
/// <param name="TotalResults">How many results there are on all pages.</param>
public sealed record PagedBody<T>(IReadOnlyList<T> Results, int PageNumber, int PageSize, long TotalResults)
{
    /// <summary>Where the other pages are.</summary>
    [JsonPropertyName("_links")]
    public required PageLinks Links { get; init; }
}
