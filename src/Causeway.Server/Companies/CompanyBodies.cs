using System.Linq.Expressions;
using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Companies;

/// <summary>Reads companies with what belongs to their bodies: tags, connections, parent and subsidiaries.</summary>
public sealed class CompanyBodies(CausewayDb db, ConnectionBodies connections, PublicUrls urls)
{
    /// <summary>One company.</summary>
    public async Task<Outcome<CompanyBody>> GetAsync(CompanyId id, CancellationToken ct) =>
        await ReadAsync([id], ct) is [var body] ? body : Refusal.NotFound($"Company {id}");

    /// <summary>Companies in the order of their ids here; those that are gone are left out.</summary>
    public async Task<IReadOnlyList<CompanyBody>> ReadAsync(IReadOnlyList<CompanyId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var companies = await db.Set<Company>()
            .AsNoTracking()
            .Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, ct);
        var relatives = await ReadRelativesAsync(ids, companies, ct);
        var tagged = ids.Concat(relatives.Select(r => r.Id)).Distinct().ToList();
        var tags = (
            await db.Set<CompanyTag>().AsNoTracking().Where(t => tagged.Contains(t.CompanyId)).ToListAsync(ct)
        ).ToLookup(t => t.CompanyId);
        var connected = (
            await db.Set<Connection>()
                .AsNoTracking()
                .Where(c => ids.Contains(c.CompanyId))
                .OrderBy(c => c.Id)
                .ToListAsync(ct)
        ).ToLookup(c => c.CompanyId);

        var references = relatives
            .DistinctBy(r => r.Id)
            .ToDictionary(
                r => r.Id,
                r => new CompanyReferenceBody
                {
                    Id = r.Id,
                    Name = r.Name,
                    Description = r.Description,
                    Tags = ToBody(tags[r.Id]),
                }
            );
        var children = relatives.Where(r => r.ParentId is not null).ToLookup(r => r.ParentId);
        return
        [
            .. ids.Where(companies.ContainsKey)
                .Select(id => companies[id])
                .Select(c => new CompanyBody
                {
                    Id = c.Id,
                    Name = c.Name,
                    Description = c.Description,
                    Redirect = urls.Company(c.Id),
                    LastSync = connected[c.Id].Max(x => x.LastSync),
                    Created = c.Created,
                    CreatedByUserName = c.CreatedBy,
                    DataConnections = [.. connected[c.Id].Select(connections.From)],
                    Tags = ToBody(tags[c.Id]),
                    ReferenceParentCompany = c.ParentId is { } parent ? references.GetValueOrDefault(parent) : null,
                    ReferenceSubsidiaryCompanies = [.. children[c.Id].Select(r => references[r.Id])],
                }),
        ];
    }

    private async Task<List<Relative>> ReadRelativesAsync(
        IReadOnlyList<CompanyId> ids,
        Dictionary<CompanyId, Company> companies,
        CancellationToken ct
    )
    {
        // Two queries, for an OR of the two would read every company there is.
        var subsidiaries = await RelativesAsync(c => c.ParentId != null && ids.Contains(c.ParentId.Value), ct);
        var parents = companies.Values.Select(c => c.ParentId).OfType<CompanyId>().Distinct().ToList();
        return parents.Count == 0
            ? subsidiaries
            : [.. subsidiaries.Concat(await RelativesAsync(c => parents.Contains(c.Id), ct)).DistinctBy(r => r.Id)];
    }

    private Task<List<Relative>> RelativesAsync(Expression<Func<Company, bool>> which, CancellationToken ct) =>
        db.Set<Company>()
            .Where(which)
            .OrderBy(c => c.Id)
            .Select(c => new Relative(c.Id, c.ParentId, c.Name, c.Description))
            .ToListAsync(ct);

    private static SortedDictionary<string, string> ToBody(IEnumerable<CompanyTag> tags) =>
        new(tags.ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal), StringComparer.Ordinal);

    private sealed record Relative(CompanyId Id, CompanyId? ParentId, string Name, string? Description);
}
