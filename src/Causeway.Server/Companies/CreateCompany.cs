using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Companies;

/// <summary>Creates a company.</summary>
public sealed partial class CreateCompany(CausewayDb db, TimeProvider time, ILogger<CreateCompany> logger)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/companies", PostAsync).WithName("create-company");

    /// <summary>Creates a company.</summary>
    /// <param name="request">What is known of it.</param>
    /// <param name="createdBy">The name of who creates it.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<Outcome<CompanyId>> RunAsync(CompanyRequest request, string? createdBy, CancellationToken ct)
    {
        var change = CompanyChange.From(request with { Name = request.Name ?? "" });
        if (change.Refusal is { } refusal)
        {
            return refusal;
        }

        var (name, tags) = (change.Value.Name, change.Value.Tags);
        if (name is null)
        {
            return Refusal.Invalid("name", "name is missing.");
        }

        var company = new Company(CompanyId.New(time), name, time.GetUtcNow()) { CreatedBy = createdBy };
        company.Describe(request.Description);
        company.BelongTo(request.ReferenceParentCompany?.Id);
        company.Tag(tags ?? CompanyTags.None);
        db.Add(company);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.IsForeignKey())
        {
            return CompanyParent.Unknown;
        }

        Log.Created(logger, company.Id);
        return company.Id;
    }

    private static async Task<IResult> PostAsync(
        CompanyRequest body,
        CreateCompany create,
        CompanyBodies bodies,
        HttpContext context,
        CancellationToken ct
    )
    {
        var created = await create.RunAsync(body, Caller.NameOf(context), ct);
        return created.Refusal is { } refusal
            ? new ErrorResult(refusal)
            : (await bodies.GetAsync(created.Value, ct)).ToHttp(CompanyJson.Default.CompanyBody);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Company {CompanyId} created")]
        public static partial void Created(ILogger logger, CompanyId companyId);
    }
}
