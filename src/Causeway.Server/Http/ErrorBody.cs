using System.Text.Json.Serialization;

namespace Causeway.Server.Http;

/// <summary>The API's error body, the same for every failure.</summary>
public sealed record ErrorBody
{
    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Who refused; always this server.</summary>
    public string Service { get; init; } = "Causeway";

    /// <summary>The reason, for a person.</summary>
    public required string Error { get; init; }

    /// <summary>Finds the request in the log.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The fields that are wrong.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ValidationBody? Validation { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>: a text, as the API has it.</summary>
    public required string CanBeRetried { get; init; }

    /// <summary>The API's finer code; it publishes none but 0.</summary>
    public int DetailedErrorCode { get; init; }
}

/// <summary>What validation found.</summary>
/// <param name="Errors">What is wrong.</param>
/// <param name="Warnings">What is odd.</param>
public sealed record ValidationBody(
    IReadOnlyList<ValidationItemBody> Errors,
    IReadOnlyList<ValidationItemBody> Warnings
);

/// <summary>One finding.</summary>
/// <param name="ItemId">The field or record.</param>
/// <param name="Message">The reason.</param>
/// <param name="ValidatorName">What found it.</param>
public sealed record ValidationItemBody(string ItemId, string Message, string ValidatorName);
