using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Access.Embedding;

/// <summary>How pages of the client's embed the components.</summary>
public sealed class EmbeddingOptions
{
    public const string Section = "Causeway:Embedding";

    /// <summary>How long a company access token is good. Default: a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromDays(1);
}
