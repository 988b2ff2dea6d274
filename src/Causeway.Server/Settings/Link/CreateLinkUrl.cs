using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Settings.Link;

/// <summary>Makes an address of Link to send to a company's user: with a fresh password where one is required, in a language, for one connection or for all.</summary>
public sealed class CreateLinkUrl(CausewayDb db, PublicUrls urls, LinkPasswordRule passwords, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/companies/{companyId}/linkUrl", PostAsync).WithName("create-link-url");

    public async Task<Outcome<LinkUrlBody>> RunAsync(CompanyId companyId, Body? body, CancellationToken ct)
    {
        if (body?.Language is { } language && !LinkLanguages.IsKnown(language))
        {
            return Refusal.Invalid("language", $"language must be one of {LinkLanguages.Listed}.");
        }

        if (!await db.Set<Company>().AnyAsync(c => c.Id == companyId, ct))
        {
            return Refusal.NotFound($"Company {companyId}");
        }

        if (
            body?.ConnectionId is { } wanted
            && !await db.Set<Connection>().AnyAsync(c => c.Id == wanted && c.CompanyId == companyId, ct)
        )
        {
            return Refusal.NotFound($"Data connection {wanted}");
        }

        var address = body?.ConnectionId is { } connection
            ? urls.Connection(companyId, connection)
            : urls.Company(companyId);
        if (body?.Language is { } lang)
        {
            address = QueryHelpers.AddQueryString(address, "lang", lang);
        }

        return new LinkUrlBody(address, passwords.IsRequired ? time.GetUtcNow() + LinkPasswords.Lifetime : null);
    }

    private static async Task<IResult> PostAsync(
        CompanyId companyId,
        Body? body,
        CreateLinkUrl create,
        CancellationToken ct
    ) => (await create.RunAsync(companyId, body, ct)).ToHttp(LinkSettingsJson.Default.LinkUrlBody);

    /// <param name="ConnectionId">The connection that it opens; absent for the company's page.</param>
    /// <param name="Language">The language of the pages: en, fr or de; absent for that of the user's browser.</param>
    public sealed record Body(ConnectionId? ConnectionId, string? Language);
}

/// <summary>An address of Link.</summary>
/// <param name="Url">The address.</param>
/// <param name="Expires">Until when it opens; absent if it always does.</param>
public sealed record LinkUrlBody(string Url, DateTimeOffset? Expires);
