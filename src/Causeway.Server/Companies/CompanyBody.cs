using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Query;

namespace Causeway.Server.Companies;

/// <summary>A company as the API has it.</summary>
public sealed record CompanyBody
{
    public required CompanyId Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Redirect { get; init; }

    public DateTimeOffset? LastSync { get; init; }

    public required DateTimeOffset Created { get; init; }

    public string? CreatedByUserName { get; init; }

    public required IReadOnlyList<ConnectionBody> DataConnections { get; init; }

    /// <summary>This server has no products to switch on.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public CompanyReferenceBody? ReferenceParentCompany { get; init; }

    public required IReadOnlyList<CompanyReferenceBody> ReferenceSubsidiaryCompanies { get; init; }
}

/// <summary>A company that another one names as its parent or its subsidiary.</summary>
public sealed record CompanyReferenceBody
{
    public required CompanyId Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}

/// <summary>JSON of this slice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(CompanyBody))]
[JsonSerializable(typeof(PagedBody<CompanyBody>))]
[JsonSerializable(typeof(CompanyRequest))]
public sealed partial class CompanyJson : JsonSerializerContext;
