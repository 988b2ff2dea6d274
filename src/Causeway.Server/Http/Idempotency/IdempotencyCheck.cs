using System.Security.Cryptography;
using System.Text;
using Causeway.Server.Storage;

namespace Causeway.Server.Http.Idempotency;

/// <summary>
/// Lets a client repeat a POST or a PATCH whose answer it lost. The first request with a key runs; the same one again gets the first one's
/// answer; another one with that key is refused.
/// </summary>
public static class IdempotencyCheck
{
    public const string Header = "Idempotency-Key";

    /// <summary>Says that an answer is not new.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    // Larger answers are sent, but not kept.
    private const int LargestAnswer = 1024 * 1024;

    /// <summary>Marks endpoints that heed the header.</summary>
    public static TBuilder AcceptIdempotencyKeys<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(builder => builder.Metadata.Add(HeedsKey.Instance));
        return endpoints;
    }

    /// <summary>Heeds the header; a request without it passes at no cost.</summary>
    public static void Use(WebApplication app)
    {
        var keys = app.Services.GetRequiredService<IdempotencyKeys>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(
            (context, next) =>
                context.Request.Headers.ContainsKey(Header)
                && context.GetEndpoint()?.Metadata.GetMetadata<HeedsKey>() is not null
                    ? CheckAsync(context, next, keys, Guid.CreateVersion7(time.GetUtcNow()))
                    : next(context)
        );
    }

    private static async Task CheckAsync(HttpContext context, RequestDelegate next, IdempotencyKeys keys, Guid run)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
        {
            await next(context);
            return;
        }

        if (!HttpMethods.IsPost(method) && !HttpMethods.IsPatch(method))
        {
            await RefuseAsync(context, Refusal.Invalid(Header, $"{Header} is for POST and PATCH only."));
            return;
        }

        var header = context.Request.Headers[Header];
        if (header.Count != 1 || !Guid.TryParseExact(header[0], "D", out var key))
        {
            await RefuseAsync(context, Refusal.Invalid(Header, $"{Header} must be exactly one GUID."));
            return;
        }

        var body = await RequestBody.BufferAsync(context.Request, context.RequestAborted);
        if (body.Refusal is not null)
        {
            await RefuseAsync(context, body.Refusal);
            return;
        }

        var fingerprint = FingerprintOf(context.Request, body.Value);
        var request = await keys.ReserveAsync(key, fingerprint, run, context.RequestAborted);
        if (request.Run == run)
        {
            await RunAsync(context, next, keys, request);
        }
        else
        {
            await RepeatAsync(context, request, fingerprint);
        }
    }

    private static async Task RunAsync(
        HttpContext context,
        RequestDelegate next,
        IdempotencyKeys keys,
        IdempotentRequest request
    )
    {
        var db = context.RequestServices.GetRequiredService<CausewayDb>();
        db.SavingChanges += (_, _) => Join(db, request);
        var client = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await ErrorHandling.AnsweringFailuresAsync(context, next);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
        }
        finally
        {
            context.Response.Body = client;
        }

        var status = context.Response.StatusCode;
        if (IsWorthKeeping(status) && answer.Length <= LargestAnswer)
        {
            await keys.AnswerAsync(request, status, context.Response.ContentType, answer.ToArray());
        }
        else
        {
            await keys.ReleaseAsync(request);
        }

        answer.Position = 0;
        await answer.CopyToAsync(client, context.RequestAborted);
    }

    // Whatever the request saves through its database context, it saves together with the note that it did; and if another has taken its
    // place meanwhile, because it was thought to be dead, neither.
    private static void Join(CausewayDb db, IdempotentRequest request)
    {
        request.TakeEffect();
        db.Entry(request).Property(r => r.TookEffect).IsModified = true;
    }

    private static async Task RepeatAsync(HttpContext context, IdempotentRequest first, byte[] fingerprint)
    {
        if (!first.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            await RefuseAsync(
                context,
                new Refusal(
                    StatusCodes.Status422UnprocessableEntity,
                    $"This {Header} was used for another request; each request needs a key of its own."
                )
            );
            return;
        }

        if (first.StatusCode is not { } status)
        {
            await RefuseAsync(context, first.TookEffect ? Lost(first) : InFlight());
            return;
        }

        context.Response.StatusCode = status;
        context.Response.Headers[ReplayedHeader] = "true";
        if (first.Answer is { Length: > 0 } answer)
        {
            context.Response.ContentType = first.ContentType;
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
    }

    private static Refusal InFlight() =>
        new(StatusCodes.Status409Conflict, $"The first request with this {Header} is still under way.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    private static Refusal Lost(IdempotentRequest first) =>
        Refusal.Conflict(
            $"The first request with this {Header} took effect, but its answer was lost. It is not run again; look at what it "
                + $"was to change. The key can be used again after {first.Expires.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}."
        );

    // A failure of ours, a refusal for want of quota, and a client that left are no answers: the same key may try again.
    private static bool IsWorthKeeping(int status) =>
        status
            is < StatusCodes.Status500InternalServerError
                and not (StatusCodes.Status429TooManyRequests or StatusCodes.Status499ClientClosedRequest);

    private static byte[] FingerprintOf(HttpRequest request, byte[] body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}\n{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal) =>
        new ErrorResult(refusal).ExecuteAsync(context);

    private sealed class HeedsKey
    {
        public static readonly HeedsKey Instance = new();
    }
}
