using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Companies;

/// <summary>Replaces what a client says of a company: what is absent is emptied. A parent alone stays unless the body names it.</summary>
public sealed class ReplaceCompany(CausewayDb db)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/companies/{companyId}", PutAsync).WithName("replace-company");

    public async Task<Outcome<CompanyId>> RunAsync(CompanyId companyId, CompanyRequest request, CancellationToken ct)
    {
        var change = CompanyChange.From(request with { Name = request.Name ?? "" });
        if (change.Refusal is { } wrong)
        {
            return wrong;
        }

        return await db.RetryAsync<CompanyId>(async () =>
        {
            var company = await db.Set<Company>().Include(c => c.Tags).SingleOrDefaultAsync(c => c.Id == companyId, ct);
            if (company is null)
            {
                return Refusal.NotFound($"Company {companyId}");
            }

            if (
                request.ReferenceParentCompany is { } parent
                && await CompanyParent.CheckAsync(db, companyId, parent.Id, ct) is { } refusal
            )
            {
                return refusal;
            }

            if (change.Value.Name is { } name)
            {
                company.Rename(name);
            }

            company.Describe(request.Description);
            company.Tag(change.Value.Tags ?? CompanyTags.None);
            if (request.NamesParent)
            {
                company.BelongTo(request.ReferenceParentCompany?.Id);
            }

            await db.SaveChangesAsync(ct);
            return companyId;
        });
    }

    private static async Task<IResult> PutAsync(
        CompanyId companyId,
        CompanyRequest body,
        ReplaceCompany replace,
        CompanyBodies bodies,
        CancellationToken ct
    ) =>
        (await replace.RunAsync(companyId, body, ct)).Refusal is { } refusal
            ? new ErrorResult(refusal)
            : (await bodies.GetAsync(companyId, ct)).ToHttp(CompanyJson.Default.CompanyBody);
}
