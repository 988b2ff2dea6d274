using System.Text.Json.Serialization;
using Causeway.Server.Http;

namespace Causeway.Server.Settings;

/// <summary>The profile as the API has it.</summary>
public sealed record ProfileBody
{
    private const int MaxNameLength = 200;
    private const int MaxUrlLength = 2048;
    private const int MostUrls = 100;

    public required string Name { get; init; }

    public string? LogoUrl { get; init; }

    public string? IconUrl { get; init; }

    public required string RedirectUrl { get; init; }

    public IReadOnlyList<string>? WhiteListUrls { get; init; }

    /// <summary>Taken from clients that send it, and not used: keys have their own endpoints.</summary>
    public string? ApiKey { get; init; }

    public bool? ConfirmCompanyName { get; init; }

    public static ProfileBody From(Profile profile) =>
        new()
        {
            Name = profile.Name,
            LogoUrl = profile.LogoUrl,
            IconUrl = profile.IconUrl,
            RedirectUrl = profile.RedirectUrl,
            WhiteListUrls = profile.WhiteListUrls,
            ConfirmCompanyName = profile.ConfirmCompanyName,
        };

    /// <summary>What is wrong with it, but for the redirect's own rules.</summary>
    public Refusal? Check()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxNameLength)
        {
            return Refusal.Invalid("name", $"name must have 1 to {MaxNameLength} characters.");
        }

        if (WhiteListUrls?.Count > MostUrls)
        {
            return Refusal.Invalid("whiteListUrls", $"whiteListUrls can have at most {MostUrls} elements.");
        }

        return CheckUrl("logoUrl", LogoUrl)
            ?? CheckUrl("iconUrl", IconUrl)
            ?? WhiteListUrls
                ?.Select((url, i) => CheckUrl($"whiteListUrls[{i}]", url, required: true))
                .FirstOrDefault(r => r is not null);
    }

    private static Refusal? CheckUrl(string field, string? url, bool required = false)
    {
        if (!required && string.IsNullOrEmpty(url))
        {
            return null;
        }

        return
            url?.Length <= MaxUrlLength
            && Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", Host.Length: > 0 }
            ? null
            : Refusal.Invalid(
                field,
                $"{field} must be an absolute http or https address of at most {MaxUrlLength} characters."
            );
    }
}

/// <summary>JSON of this slice.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(ProfileBody))]
public sealed partial class ProfileJson : JsonSerializerContext;
