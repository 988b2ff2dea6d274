using Causeway.Server.Connections;
using Causeway.Server.Connections.Authorizing;
using Causeway.Server.Http;
using Causeway.Server.Link.Pages;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Link;

/// <summary>The pages that say what went wrong, in plain words, and what to do about it.</summary>
public static class LinkProblems
{
    /// <summary>An address leads nowhere. To somebody who has the company's address it can be said where to go instead.</summary>
    public static async Task<IResult> GoneAsync(LinkPages pages, LinkPage? company, CancellationToken ct)
    {
        var page = company ?? await pages.OfNobodyAsync(ct);
        return await pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = page.T["gone.title"],
                [nameof(Result.Message)] = page.T[company is null ? "gone.text" : "gone.connection"],
                [nameof(Result.Primary)] = company is null
                    ? null
                    : new LinkAction(page.T["gone.start"], page.To(LinkPaths.Overview(page.CompanyId))),
            },
            StatusCodes.Status404NotFound
        );
    }

    /// <summary>A form can't be taken: it is too old, or came from elsewhere.</summary>
    public static async Task<IResult> StaleAsync(LinkPages pages, CancellationToken ct)
    {
        var page = await pages.OfNobodyAsync(ct);
        return await pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = page.T["stale.title"],
                [nameof(Result.Message)] = page.T["stale.text"],
            },
            StatusCodes.Status400BadRequest
        );
    }

    /// <summary>An address opens only with a password, and has none that is good.</summary>
    public static Task<IResult> PasswordAsync(LinkPages pages, LinkPage page, LinkPasswordState? state)
    {
        var what = $"password.{state?.ToString() ?? "Missing"}";
        return pages.ShowAsync<Result>(
            new()
            {
                // Whose it is, nobody is told before.
                [nameof(Result.Page)] = page with
                {
                    CompanyName = null,
                },
                [nameof(Result.Title)] = page.T[$"{what}.title"],
                [nameof(Result.Message)] = page.T[what],
            },
            StatusCodes.Status403Forbidden
        );
    }

    /// <summary>A way back from a source is closed; no more is said to someone who has another's.</summary>
    public static async Task<IResult> ClosedWayAsync(
        LinkPages pages,
        LinkedPage? about,
        CallbackFault? fault,
        CancellationToken ct
    )
    {
        var page = about?.Page ?? (await pages.OfNobodyAsync(ct)).WithQuery("") with { Path = null };
        var isOurs = fault is CallbackFault.Late or CallbackFault.Replayed;
        return await pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = page.T["closed.title"],
                [nameof(Result.Message)] = page.T[isOurs ? $"closed.{fault}" : "closed.Other"],
                [nameof(Result.Advice)] = isOurs ? null : page.T["closed.Other.todo"],
                [nameof(Result.Primary)] = about is null
                    ? null
                    : new LinkAction(page.T["again"], page.To(LinkPaths.Start(page.CompanyId, about.Connection.Id))),
            },
            StatusCodes.Status400BadRequest
        );
    }

    /// <summary>The source opened another company's books than those of the connection.</summary>
    public static Task<IResult> OtherOrganisationAsync(
        LinkPages pages,
        LinkedPage about,
        AuthorizationOutcome.OtherOrganisation other
    )
    {
        var page = about.Page;
        var found = string.Join(", ", other.Organisations.Take(5).Select(o => o.Name));
        var known = about.Connection.OrganisationName ?? page.T["other.unknown"];
        return pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = page.T["other.title"],
                [nameof(Result.Message)] = page.T["other.text", ("known", known), ("found", found)],
                [nameof(Result.Primary)] = new LinkAction(
                    page.T["other.again", ("known", known)],
                    page.To(LinkPaths.Start(page.CompanyId, about.Connection.Id))
                ),
                [nameof(Result.Secondary)] = new LinkAction(
                    page.T["other.beside", ("found", found)],
                    page.To(LinkPaths.Overview(page.CompanyId))
                ),
            },
            StatusCodes.Status409Conflict
        );
    }

    /// <summary>What kind of reason this server has not to send a user to a source: it conflicts with how it is set up, or with what was entered.</summary>
    public static AuthorizationFault FaultOf(Refusal refusal) =>
        refusal.StatusCode is StatusCodes.Status409Conflict ? AuthorizationFault.Setup : AuthorizationFault.Other;

    /// <summary>A connection was not linked.</summary>
    public static Task<IResult> NotConnectedAsync(
        LinkPages pages,
        LinkedPage about,
        Refusal refusal,
        AuthorizationFault fault
    )
    {
        var page = about.Page;
        var again = new LinkAction(page.T["try"], page.To(LinkPaths.Start(page.CompanyId, about.Connection.Id)));
        var back = new LinkAction(page.T["back"], page.To(LinkPaths.Overview(page.CompanyId)));
        var onlyBack = fault is AuthorizationFault.Setup;
        var backFirst = onlyBack || fault is AuthorizationFault.AnotherIsLinked;
        return pages.ShowAsync<Result>(
            new()
            {
                [nameof(Result.Page)] = page,
                [nameof(Result.Title)] = page.T["failed.title", ("source", about.Source.Name)],
                [nameof(Result.Message)] = page.T[$"failed.{fault}", ("source", about.Source.Name)],
                [nameof(Result.Advice)] = page.T[$"failed.{fault}.todo", ("source", about.Source.Name)],
                [nameof(Result.Detail)] = refusal.Message,
                [nameof(Result.Primary)] = backFirst ? back : again,
                [nameof(Result.Secondary)] =
                    onlyBack ? null
                    : backFirst ? again
                    : back,
            },
            StatusCodes.Status422UnprocessableEntity
        );
    }
}
