using Causeway.Contracts;
using Causeway.Server.Link.Pages;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Link;

/// <summary>
/// Opens Link where its addresses have passwords. The first page only asks to continue: programs that look at addresses in mails and chats use
/// nothing up.
/// </summary>
public static class OpenLink
{
    public static void Map(IEndpointRouteBuilder pages) => pages.MapPost("/company/{companyId}/open", PostAsync);

    /// <summary>The page from which a good password is used, or what is wrong with it.</summary>
    public static async Task<IResult> AskAsync(
        LinkPages pages,
        LinkPage page,
        string password,
        LinkPasswordState state
    ) =>
        state is LinkPasswordState.Good
            ? await pages.ShowAsync<Landing>(
                new()
                {
                    [nameof(Landing.Page)] = page with { Path = null },
                    [nameof(Landing.Password)] = password,
                    [nameof(Landing.ConnectionId)] = ConnectionOf(page.Path),
                }
            )
            : await LinkProblems.PasswordAsync(pages, page, state);

    private static async Task<IResult> PostAsync(
        string companyId,
        HttpContext http,
        LinkPages pages,
        UseLinkPassword use,
        LinkVisit visit,
        CancellationToken ct
    )
    {
        if (await pages.FindAnywayAsync(companyId, ct) is not { } page)
        {
            return await pages.NotFoundAsync(ct);
        }

        // Who has opened it goes on, whatever happened to the password.
        if (page.Settings.OneTimePasswords is true && !visit.IsOpen(http, page.CompanyId))
        {
            var state = await use.RunAsync(http.Request.Form[LinkPage.LinkPassword].ToString(), page.CompanyId, ct);
            if (state is not LinkPasswordState.Good)
            {
                return await LinkProblems.PasswordAsync(pages, page, state);
            }

            visit.Begin(http, page.CompanyId);
        }

        return CompanyPages.SeeOther(
            page.To(
                ConnectionId.TryParse(http.Request.Form["connection"].ToString(), out var connection)
                    ? LinkPaths.Start(page.CompanyId, connection)
                    : LinkPaths.Overview(page.CompanyId)
            )
        );
    }

    // The address that was opened may be that of a connection.
    private static ConnectionId? ConnectionOf(string? path)
    {
        foreach (var part in (path ?? "").Split('/').Reverse())
        {
            if (ConnectionId.TryParse(part, out var id))
            {
                return path!.StartsWith("/company/", StringComparison.Ordinal) ? null : id;
            }
        }

        return null;
    }
}
