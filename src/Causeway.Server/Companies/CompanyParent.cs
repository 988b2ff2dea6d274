using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Companies;

/// <summary>Which company may be another one's parent.</summary>
public static class CompanyParent
{
    private const string Field = "referenceParentCompany.id";

    /// <summary>There is no such company.</summary>
    public static Refusal Unknown { get; } = Refusal.Invalid(Field, $"{Field} is the id of no company.");

    /// <summary>Why a company can't belong to this parent, if it can't: it is not there, or belongs to the company itself, over however many steps.</summary>
    public static async Task<Refusal?> CheckAsync(
        CausewayDb db,
        CompanyId company,
        CompanyId parent,
        CancellationToken ct
    )
    {
        var seen = new HashSet<CompanyId> { company };
        CompanyId? next = parent;
        while (next is { } id)
        {
            if (!seen.Add(id))
            {
                return Refusal.Invalid(Field, $"{Field} is the company itself, or belongs to it.");
            }

            var found = await db.Set<Company>()
                .Where(c => c.Id == id)
                .Select(c => new { c.ParentId })
                .SingleOrDefaultAsync(ct);
            if (found is null)
            {
                return Unknown;
            }

            next = found.ParentId;
        }

        return null;
    }
}
