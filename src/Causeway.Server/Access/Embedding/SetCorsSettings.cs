using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Access.Embedding;

/// <summary>Replaces the origins whose pages may embed the components.</summary>
public sealed partial class SetCorsSettings(CausewayDb db, ILogger<SetCorsSettings> logger)
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/corsSettings", PostAsync).WithName("set-cors-settings");
        api.MapPost("/connectionManagement/corsSettings", PostAsync)
            .WithName("set-connection-management-cors-settings");
    }

    /// <summary>Replaces all of them; an empty list lets no page embed anything.</summary>
    public async Task<Outcome<CorsSettingsBody>> RunAsync(IReadOnlyList<string?> wanted, CancellationToken ct)
    {
        if (wanted.Count > AllowedOrigin.Most)
        {
            return Refusal.Invalid("allowedOrigins", $"allowedOrigins can have at most {AllowedOrigin.Most} elements.");
        }

        var origins = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < wanted.Count; i++)
        {
            var origin = AllowedOrigin.Parse(wanted[i], $"allowedOrigins[{i}]");
            if (origin.Refusal is { } refusal)
            {
                return refusal;
            }

            origins.TryAdd(origin.Value, origins.Count);
        }

        // Of two that are sent at once, the second replaces the first.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockTableAsync("allowed_origins", ct);
        await db.Set<AllowedOrigin>().ExecuteDeleteAsync(ct);
        db.AddRange(origins.Select(o => new AllowedOrigin(o.Key, o.Value)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        Log.Set(logger, origins.Count);
        return new CorsSettingsBody { AllowedOrigins = [.. origins.Keys] };
    }

    private static async Task<IResult> PostAsync(CorsSettingsBody body, SetCorsSettings set, CancellationToken ct) =>
        (await set.RunAsync(body.AllowedOrigins, ct)).ToHttp(AccessJson.Default.CorsSettingsBody);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} origins may embed the components")]
        public static partial void Set(ILogger logger, int count);
    }
}
