using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;

namespace Causeway.Server.Link.Embedded;

/// <summary>Gives a component the ticket with which it sends its user to a source.</summary>
public static class LeaveEmbedded
{
    private const int LongestAddress = 2000;

    public static void Map(IEndpointRouteBuilder component) =>
        component.MapPost("/connections/{connectionId}/leave", PostAsync);

    private static async Task<IResult> PostAsync(
        ConnectionId connectionId,
        WayBody body,
        EmbeddedCompany company,
        ConsentProof consent,
        StartAuthorization start,
        LeaveTickets tickets,
        PublicUrls urls,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var found = await company.FindToAuthorizeAsync(connectionId, ct);
        if (found.Refusal is { } unknown)
        {
            return new ErrorResult(unknown);
        }

        if (body.ReturnTo is { } page && !IsOn(page, company.Origin))
        {
            return new ErrorResult(
                Refusal.Invalid("returnTo", "returnTo must be an address on the origin of the page that asks.")
            );
        }

        var connection = found.Value.Connection;
        var given = body.Values ?? new Dictionary<string, string?>();
        if (!consent.IsGiven(connectionId, body.Consent))
        {
            if (!await AuthorizeEmbedded.IsAtOnceAsync(connection, start, ct))
            {
                return new ErrorResult(AuthorizeEmbedded.NoConsent);
            }

            given = await start.FindEnteredAsync(connection, ct) ?? given;
        }

        // What would not work is told here, where the user is, and not in another window.
        if ((await start.CheckAsync(connection, given, ct)).Refusal is { } wrong)
        {
            var fault = LinkProblems.FaultOf(wrong);
            return new ErrorResult(await company.InPlainWordsAsync(wrong, fault, found.Value.Entry.Manifest.Name, ct));
        }

        var ticket = new LeaveTicket(
            company.Id,
            connectionId,
            given,
            company.Origin,
            body.ReturnTo,
            (await company.TextsAsync(ct)).Language,
            tickets.Expires
        );
        return TypedResults.Json(
            new EmbeddedLeaveBody(urls.Of(EmbeddedWindow.LeavePath), tickets.Seal(ticket), time.GetUtcNow()),
            EmbeddedJson.Default.EmbeddedLeaveBody
        );
    }

    private static bool IsOn(string page, string? origin) =>
        page.Length <= LongestAddress
        && Uri.TryCreate(page, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", UserInfo.Length: 0 }
        && Access.Embedding.AllowedOrigin.Parse(uri.GetLeftPart(UriPartial.Authority), "returnTo")
            is { Refusal: null } parsed
        && parsed.Value == origin;

    /// <param name="Consent">What proves that the user agreed; not needed of one who agreed once, and gives the access again.</param>
    /// <param name="Values">What the source asks for before.</param>
    /// <param name="ReturnTo">The page that embeds the component, if the user leaves it.</param>
    public sealed record WayBody(string? Consent, IReadOnlyDictionary<string, string?>? Values, string? ReturnTo);
}
