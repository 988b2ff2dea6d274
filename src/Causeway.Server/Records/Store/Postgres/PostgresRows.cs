using Causeway.Contracts;
using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>Records as rows on PostgreSQL.</summary>
internal static class PostgresRows
{
    private const string Columns =
        "company_id, stream, place, change, added, modified, source_modified, is_deleted, hash, raw_hash, id, parent, body";

    // A range that is one value can be no hash or merge join: the planner, whatever it thinks of the table's size, looks
    // up row by row.
    private const string AtPlace = "r.company_id = $1 AND r.place BETWEEN u.place AND u.place";

    private const string UpdateRecords = $"""
        UPDATE records r SET change = u.change, added = CASE WHEN u.is_back THEN u.change ELSE r.added END, modified = $2,
            source_modified = u.source_modified, is_deleted = FALSE, hash = u.hash, raw_hash = u.raw_hash,
            parent = u.parent, body = convert_from(u.body, 'UTF8')
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10) AS u (place, change, is_back, source_modified, hash, raw_hash, parent, body)
        WHERE {AtPlace}
        """;

    private const string UpdateRaws = $"""
        UPDATE record_raws r SET body = convert_from(u.body, 'UTF8') FROM unnest($2, $3) AS u (place, body) WHERE {AtPlace}
        """;

    private const string UpdateRawHashes = $"""
        UPDATE records r SET raw_hash = u.raw_hash FROM unnest($2, $3) AS u (place, raw_hash) WHERE {AtPlace}
        """;

    private const string UpdateDeleted = $"""
        UPDATE records r SET is_deleted = TRUE, change = u.change, modified = $2
        FROM unnest($3, $4) AS u (place, change) WHERE {AtPlace}
        """;

    /// <summary>Copies new records in, which is as fast as PostgreSQL takes them.</summary>
    public static async Task InsertAsync(
        NpgsqlConnection connection,
        RecordStream stream,
        StreamRow held,
        UpsertPlan plan,
        CancellationToken ct
    )
    {
        if (plan.Added.Count == 0)
        {
            return;
        }

        await using (var records = await CopyRows.BeginAsync(connection, $"records ({Columns})", ct))
        {
            foreach (var added in plan.Added)
            {
                var row = await records.RowAsync(13, ct);
                row.Value(stream.Company.Value);
                row.Value(held.Number);
                row.Value(added.Place);
                row.Value(added.Change);
                row.Value(added.Change);
                row.Value(plan.Modified);
                row.Value(added.Write.SourceModified);
                row.Value(false);
                row.Value(added.Hash);
                row.Value(added.RawHash);
                row.Value(added.Write.Id);
                row.Value(added.Parent);
                row.Value(added.Write.Json.Span);
            }

            await records.CompleteAsync(ct);
        }

        await using var raws = await CopyRows.BeginAsync(connection, "record_raws (company_id, place, body)", ct);
        foreach (var added in plan.Added)
        {
            var row = await raws.RowAsync(3, ct);
            row.Value(stream.Company.Value);
            row.Value(added.Place);
            row.Value(added.Write.Raw.Span);
        }

        await raws.CompleteAsync(ct);
    }

    /// <summary>The commands that replace what changed, to be sent with others.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Replace(CompanyId company, UpsertPlan plan)
    {
        if (plan.Changed.Count > 0)
        {
            var rows = plan.Changed;
            yield return Command(
                UpdateRecords,
                company,
                Typed(plan.Modified),
                Typed<long[]>([.. rows.Select(r => r.Place)]),
                Typed<long[]>([.. rows.Select(r => r.Change)]),
                Typed<bool[]>([.. rows.Select(r => r.IsBack)]),
                Typed<DateTimeOffset?[]>([.. rows.Select(r => r.Write.SourceModified?.ToUniversalTime())]),
                Typed<Guid[]>([.. rows.Select(r => r.Hash)]),
                Typed<long[]>([.. rows.Select(r => r.RawHash)]),
                Typed<string?[]>([.. rows.Select(r => r.Parent)]),
                Typed<byte[][]>([.. rows.Select(r => r.Write.Json.ToArray())])
            );
        }

        if (plan.Reworded.Count > 0)
        {
            yield return Command(
                UpdateRawHashes,
                company,
                Typed<long[]>([.. plan.Reworded.Select(r => r.Place)]),
                Typed<long[]>([.. plan.Reworded.Select(r => r.RawHash)])
            );
        }

        List<RecordRow> raws = [.. plan.Changed, .. plan.Reworded];
        if (raws.Count > 0)
        {
            yield return Command(
                UpdateRaws,
                company,
                Typed<long[]>([.. raws.Select(r => r.Place)]),
                Typed<byte[][]>([.. raws.Select(r => r.Write.Raw.ToArray())])
            );
        }
    }

    /// <summary>The commands that mark living records as deleted, to be sent with others.</summary>
    public static IEnumerable<NpgsqlBatchCommand> MarkDeleted(
        CompanyId company,
        StreamRow row,
        IReadOnlyList<long> places,
        DateTimeOffset now
    )
    {
        if (places.Count == 0)
        {
            yield break;
        }

        row.Living -= places.Count;
        row.Deleted += places.Count;
        yield return Command(
            UpdateDeleted,
            company,
            Typed(row.Moment(now)),
            Typed<long[]>([.. places]),
            Typed<long[]>([.. places.Select(_ => row.NextChange())])
        );
    }

    /// <summary>A command whose first parameter is the company.</summary>
    public static NpgsqlBatchCommand Command(string sql, CompanyId company, params ReadOnlySpan<NpgsqlParameter> others)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(Typed(company.Value));
        foreach (var parameter in others)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A parameter that is known by its place.</summary>
    public static NpgsqlParameter Typed<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
