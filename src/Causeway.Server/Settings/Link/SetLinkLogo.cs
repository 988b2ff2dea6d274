using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Settings.Link;

/// <summary>Sets, shows and removes the client's logo.</summary>
public sealed class SetLinkLogo(CausewayDb db)
{
    private const string Path = "/settings/link/logo";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet(Path, GetAsync).WithName("get-link-logo");
        api.MapPut(Path, PutAsync).WithName("set-link-logo");
        api.MapDelete(Path, DeleteAsync).WithName("delete-link-logo");
    }

    /// <summary>The picture, or null.</summary>
    public Task<LinkLogo?> FindAsync(CancellationToken ct) =>
        db.Set<LinkLogo>().AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>Sets it, in the place of the one before.</summary>
    public async Task<Outcome<LinkLogoBody>> RunAsync(byte[] bytes, CancellationToken ct)
    {
        var taken = LinkLogo.From(bytes);
        if (taken.Refusal is { } wrong)
        {
            return wrong;
        }

        return await db.RetryAsync<LinkLogoBody>(async () =>
        {
            if (await db.Set<LinkLogo>().SingleOrDefaultAsync(ct) is { } there)
            {
                there.Replace(taken.Value);
            }
            else
            {
                db.Add(taken.Value);
            }

            await db.SaveChangesAsync(ct);
            return new LinkLogoBody(LinkLogo.PathOf(taken.Value.Tag), taken.Value.MediaType, bytes.Length);
        });
    }

    /// <summary>Removes it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(CancellationToken ct) => await db.Set<LinkLogo>().ExecuteDeleteAsync(ct) > 0;

    private static async Task<IResult> GetAsync(SetLinkLogo logo, CancellationToken ct) =>
        await logo.FindAsync(ct) is { } found
            ? TypedResults.Bytes(found.Bytes, found.MediaType)
            : new ErrorResult(Refusal.NotFound("Logo"));

    // What it is, its first bytes say; what a header says can be wrong.
    private static async Task<IResult> PutAsync(HttpRequest request, SetLinkLogo logo, CancellationToken ct)
    {
        var body = await RequestBody.BufferAsync(request, ct);
        return body.Refusal is { } tooLarge
            ? new ErrorResult(tooLarge)
            : (await logo.RunAsync(body.Value, ct)).ToHttp(LinkSettingsJson.Default.LinkLogoBody);
    }

    private static async Task<IResult> DeleteAsync(SetLinkLogo logo, CancellationToken ct) =>
        await logo.RemoveAsync(ct) ? Results.NoContent() : new ErrorResult(Refusal.NotFound("Logo"));
}
