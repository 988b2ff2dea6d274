using Causeway.Contracts;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Causeway.Server.Sync.Datasets;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Sync;

/// <summary>Lists what was noted about a dataset and its records.</summary>
public static class GetReadValidationResults
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/companies/{companyId}/sync/{datasetId}/validation", GetAsync)
            .WithName("get-read-validation-results");

    private static async Task<IResult> GetAsync(
        CompanyId companyId,
        DatasetId datasetId,
        CausewayDb db,
        CancellationToken ct
    )
    {
        if (!await db.Set<Dataset>().AnyAsync(d => d.CompanyId == companyId && d.Id == datasetId, ct))
        {
            return new ErrorResult(Refusal.NotFound("Dataset"));
        }

        var issues = await db.Set<DatasetIssue>()
            .AsNoTracking()
            .Where(i => i.CompanyId == companyId && i.DatasetId == datasetId)
            .OrderBy(i => i.Number)
            .ToListAsync(ct);
        return TypedResults.Json(
            new ValidationResultBody(
                [.. issues.Where(i => i.IsError).Select(ValidationIssueBody.From)],
                [.. issues.Where(i => !i.IsError).Select(ValidationIssueBody.From)]
            ),
            SyncJson.Default.ValidationResultBody
        );
    }
}

/// <summary>What was noted, as the API shows it.</summary>
public sealed record ValidationResultBody(
    IReadOnlyList<ValidationIssueBody> Errors,
    IReadOnlyList<ValidationIssueBody> Warnings
);

/// <summary>One thing that was noted.</summary>
public sealed record ValidationIssueBody(string RuleId, string? ItemId, string Message, string ValidatorName)
{
    public static ValidationIssueBody From(DatasetIssue issue) =>
        new(issue.RuleId, issue.ItemId, issue.Message, issue.ValidatorName);
}
