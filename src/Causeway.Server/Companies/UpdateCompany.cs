using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Companies;

/// <summary>Changes those members of a company that the body has; a null counts as absent, as the API wants it.</summary>
public sealed class UpdateCompany(CausewayDb db)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPatch("/companies/{companyId}", PatchAsync).WithName("update-company");

    public async Task<Outcome<CompanyId>> RunAsync(CompanyId companyId, CompanyRequest request, CancellationToken ct)
    {
        var change = CompanyChange.From(request);
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

            if (request.ReferenceParentCompany is { } parent)
            {
                if (await CompanyParent.CheckAsync(db, companyId, parent.Id, ct) is { } refusal)
                {
                    return refusal;
                }

                company.BelongTo(parent.Id);
            }

            if (change.Value.Name is { } name)
            {
                company.Rename(name);
            }

            if (request.Description is { } description)
            {
                company.Describe(description);
            }

            if (change.Value.Tags is { } tags)
            {
                company.Tag(tags);
            }

            await db.SaveChangesAsync(ct);
            return companyId;
        });
    }

    private static async Task<IResult> PatchAsync(
        CompanyId companyId,
        CompanyRequest body,
        UpdateCompany update,
        CompanyBodies bodies,
        CancellationToken ct
    ) =>
        (await update.RunAsync(companyId, body, ct)).Refusal is { } refusal
            ? new ErrorResult(refusal)
            : (await bodies.GetAsync(companyId, ct)).ToHttp(CompanyJson.Default.CompanyBody);
}
