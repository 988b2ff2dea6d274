using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Http;
using Causeway.Server.Integrations;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Grants.Applications;

/// <summary>Sets, shows and removes the client id and secret of an integration that is authorized by OAuth: an addition of ours to the API.</summary>
public sealed partial class SetIntegrationApplication(
    CausewayDb db,
    ConnectorCatalog catalog,
    SourceApplications applications,
    PublicUrls urls,
    TimeProvider time,
    ILogger<SetIntegrationApplication> logger
)
{
    private const string Path = "/integrations/{platformKey}/application";
    private const int MaxLength = 2000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path, GetAsync).WithName("get-integration-application");
        api.MapPut(Path, PutAsync).WithName("set-integration-application");
        api.MapDelete(Path, DeleteAsync).WithName("delete-integration-application");
    }

    /// <summary>What is known of the application; never its secret.</summary>
    public async Task<Outcome<ApplicationBody>> FindAsync(string platformKey, CancellationToken ct)
    {
        if (RefusalOf(platformKey) is { } refusal)
        {
            return refusal;
        }

        var row = await db.Set<SourceApplicationRow>()
            .AsNoTracking()
            .SingleOrDefaultAsync(a => a.IntegrationKey == platformKey, ct);
        var configured = applications.Configured(platformKey);
        return new ApplicationBody
        {
            IntegrationKey = platformKey,
            ClientId = row?.ClientId ?? configured?.Id,
            HasClientSecret = row is null ? configured?.Secret is not null : row.SealedSecret is not null,
            SetBy =
                row is not null ? ApplicationOrigin.Api
                : configured is not null ? ApplicationOrigin.Configuration
                : null,
            RedirectUri = urls.Of(CallbackPath(platformKey)),
            Problem = row?.Problem,
            ProblemSinceUtc = row?.ProblemSince,
        };
    }

    /// <summary>Sets both; authorizations that were given to another client id must be given again.</summary>
    public async Task<Outcome<ApplicationBody>> RunAsync(string platformKey, Body body, CancellationToken ct)
    {
        if ((body.Check() ?? RefusalOf(platformKey)) is { } refusal)
        {
            return refusal;
        }

        var saved = await db.RetryAsync<SourceApplicationRow>(async () =>
        {
            var row = await db.Set<SourceApplicationRow>()
                .SingleOrDefaultAsync(a => a.IntegrationKey == platformKey, ct);
            if (row is null)
            {
                row = new SourceApplicationRow(platformKey);
                db.Add(row);
            }

            row.Set(body.ClientId!.Trim(), applications.Seal(platformKey, body.ClientSecret), time.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return row;
        });
        if (saved.Refusal is { } conflict)
        {
            return conflict;
        }

        Log.Set(logger, platformKey);
        return await FindAsync(platformKey, ct);
    }

    /// <summary>Where sources send users back to.</summary>
    public static string CallbackPath(string platformKey) => $"/link/callback/{platformKey}";

    private Refusal? RefusalOf(string platformKey) =>
        !catalog.TryGet(platformKey, out var entry) ? Refusal.NotFound("Integration")
        : entry.Manifest.Auth is not ConnectorAuth.OAuth2
            ? new Refusal(
                StatusCodes.Status404NotFound,
                $"{entry.Manifest.Name} is not authorized by OAuth, and so has no application."
            )
        : null;

    private static async Task<IResult> GetAsync(
        string platformKey,
        SetIntegrationApplication application,
        CancellationToken ct
    ) => (await application.FindAsync(platformKey, ct)).ToHttp(ApplicationJson.Default.ApplicationBody);

    private static async Task<IResult> PutAsync(
        string platformKey,
        Body body,
        SetIntegrationApplication application,
        CancellationToken ct
    ) => (await application.RunAsync(platformKey, body, ct)).ToHttp(ApplicationJson.Default.ApplicationBody);

    private static async Task<IResult> DeleteAsync(string platformKey, CausewayDb db, CancellationToken ct) =>
        await db.Set<SourceApplicationRow>().Where(a => a.IntegrationKey == platformKey).ExecuteDeleteAsync(ct) == 0
            ? new ErrorResult(Refusal.NotFound("Application"))
            : Results.NoContent();

    /// <param name="ClientId">The client id that the source gave.</param>
    /// <param name="ClientSecret">The client secret; absent for an application without one.</param>
    public sealed record Body(string? ClientId, Secret? ClientSecret)
    {
        public Refusal? Check() =>
            string.IsNullOrWhiteSpace(ClientId) ? Refusal.Invalid("clientId", "clientId is missing.")
            : Wrong(ClientId) ? Refusal.Invalid("clientId", $"clientId must have at most {MaxLength} characters.")
            : ClientSecret is not null && Wrong(ClientSecret.Reveal())
                ? Refusal.Invalid("clientSecret", $"clientSecret must have at most {MaxLength} characters.")
            : null;

        private static bool Wrong(string text) =>
            text.Length > MaxLength || text.Contains('\0', StringComparison.Ordinal);
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "The application of integration {IntegrationKey} was set"
        )]
        public static partial void Set(ILogger logger, string integrationKey);
    }
}

/// <summary>An integration's application, without its secret.</summary>
public sealed record ApplicationBody
{
    public required string IntegrationKey { get; init; }

    /// <summary>Its client id; absent if there is no application, and so no authorization.</summary>
    public string? ClientId { get; init; }

    public required bool HasClientSecret { get; init; }

    /// <summary>Where it was set.</summary>
    public ApplicationOrigin? SetBy { get; init; }

    /// <summary>What must be registered at the source as the redirect URI.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>Why the source refuses it, if it does.</summary>
    public string? Problem { get; init; }

    public DateTimeOffset? ProblemSinceUtc { get; init; }
}

/// <summary>Where an application was set.</summary>
public enum ApplicationOrigin
{
    /// <summary>Through the API.</summary>
    Api,

    /// <summary>In the settings.</summary>
    Configuration,
}

/// <summary>JSON of applications.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    Converters = [typeof(InstantConverter)]
)]
[JsonSerializable(typeof(ApplicationBody))]
[JsonSerializable(typeof(SetIntegrationApplication.Body), TypeInfoPropertyName = "SetBody")]
public sealed partial class ApplicationJson : JsonSerializerContext;
