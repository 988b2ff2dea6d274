using Causeway.Server.Http;

namespace Causeway.Server.Companies;

/// <summary>What a client notes about a company.</summary>
public static class CompanyDescription
{
    public const int MaxLength = 10_000;

    /// <summary>What is wrong with a description, if anything.</summary>
    public static Refusal? Check(string? description) =>
        description?.Length > MaxLength
            ? Refusal.Invalid("description", $"description must have at most {MaxLength} characters.")
            : null;
}
