using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Query;

namespace Causeway.Server.Integrations;

/// <summary>An integration as the API has it.</summary>
public sealed record IntegrationBody
{
    public required string Key { get; init; }

    public required string LogoUrl { get; init; }

    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    public required Guid SourceId { get; init; }

    public required SourceType SourceType { get; init; }

    public required Guid IntegrationId { get; init; }

    /// <summary>Whether the source runs on a customer's own machine.</summary>
    public required bool IsOfflineConnector { get; init; }

    public required bool IsBeta { get; init; }

    /// <summary>Who provides the data: the source itself.</summary>
    public required string DataProvidedBy { get; init; }

    public required IReadOnlyList<DataTypeFeatureBody> DatatypeFeatures { get; init; }
}

/// <summary>What can be done with one data type.</summary>
/// <param name="DataType">The data type.</param>
/// <param name="SupportedFeatures">What can be done with it.</param>
public sealed record DataTypeFeatureBody(string DataType, IReadOnlyList<SupportedFeatureBody> SupportedFeatures);

/// <summary>One thing that can be done.</summary>
/// <param name="FeatureType">The thing.</param>
/// <param name="FeatureState">How far it is proved.</param>
public sealed record SupportedFeatureBody(FeatureType FeatureType, FeatureState FeatureState);

/// <summary>Things that can be done with a data type, of those that the API knows; this server has no others.</summary>
public enum FeatureType
{
    /// <summary>It is read.</summary>
    Get,

    /// <summary>Records are created.</summary>
    Post,

    /// <summary>Records are changed.</summary>
    Put,
}

/// <summary>How far something is proved.</summary>
public enum FeatureState
{
    /// <summary>Proved in the field.</summary>
    Release,

    /// <summary>Complete, and still being proved.</summary>
    Beta,
}

/// <summary>An integration's pictures.</summary>
/// <param name="Logo">The logo.</param>
/// <param name="Button">A button that leads to it.</param>
/// <param name="SourceId">The system that it reaches.</param>
public sealed record BrandingBody(BrandingLogoBody Logo, BrandingButtonBody Button, Guid SourceId);

/// <summary>The logo, with the name and alone.</summary>
public sealed record BrandingLogoBody(BrandingImageBody Full, BrandingImageBody Square);

/// <summary>The button, at rest and under the pointer.</summary>
public sealed record BrandingButtonBody(BrandingImageBody Default, BrandingImageBody Hover);

/// <summary>A picture.</summary>
public sealed record BrandingImageBody(ImageReferenceBody Image);

/// <summary>Where a picture is, and what it says.</summary>
public sealed record ImageReferenceBody(string Src, string Alt);

/// <summary>JSON of this slice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(IntegrationBody))]
[JsonSerializable(typeof(PagedBody<IntegrationBody>))]
[JsonSerializable(typeof(BrandingBody))]
public sealed partial class IntegrationJson : JsonSerializerContext;
