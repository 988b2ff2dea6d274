using System.Globalization;
using Causeway.Server.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Causeway.Bench.Lists;

/// <summary>Fills the database with companies of two connections each, one of them linked, the fast way, as a big client has them after years.</summary>
internal static class ConnectionFill
{
    private const string CompanyColumns = "id, name, search_name, created, version";

    private const string ConnectionColumns =
        "id, company_id, integration_key, source_type, status, created, connection_info, errors, version, takes_files";

    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Adds companies and their connections.</summary>
    /// <returns>The companies' ids.</returns>
    public static async Task<Guid[]> AddAsync(DatabaseOptions database, int from, int companies)
    {
        var all = Enumerable.Range(from, companies).Select(Make).ToArray();
        await (
            database.Kind is DatabaseKind.Sqlite
                ? InsertAsync(database.ConnectionString, all)
                : CopyAsync(database.ConnectionString, all)
        );
        return [.. all.Select(c => c.Id)];
    }

    private static MadeUpCompany Make(int number)
    {
        var created = Start.AddSeconds(number);
        return new MadeUpCompany(
            Guid.CreateVersion7(created),
            string.Create(CultureInfo.InvariantCulture, $"Company number {number}"),
            created,
            [
                (Guid.CreateVersion7(created.AddMilliseconds(1)), number % 100 == 0 ? "Deauthorized" : "Linked"),
                (Guid.CreateVersion7(created.AddMilliseconds(2)), number % 10 == 0 ? "Unlinked" : "PendingAuth"),
            ]
        );
    }

    private static async Task InsertAsync(string database, MadeUpCompany[] companies)
    {
        await using var connection = new SqliteConnection(database);
        await connection.OpenAsync();
        SqlitePragmas.Apply(connection);
        await using var transaction = connection.BeginTransaction();
        await using var company = Command(
            $"INSERT INTO companies ({CompanyColumns}) VALUES (@a, @b, lower(@b), @c, 1)"
        );
        await using var source = Command(
            $$"""INSERT INTO connections ({{ConnectionColumns}}) VALUES (@a, @b, 'mqjo', 'Accounting', @d, @c, '{}', '[]', 1, 0)"""
        );
        foreach (var made in companies)
        {
            Run(company, made.Id, made.Name, made.Created.UtcDateTime);
            foreach (var (id, status) in made.Connections)
            {
                Run(source, id, made.Id, made.Created.UtcDateTime, status);
            }
        }

        await using var analyze = Command("ANALYZE");
        analyze.ExecuteNonQuery();
        await transaction.CommitAsync();

        SqliteCommand Command(string sql) => new(sql, connection, transaction);

        static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (command.Parameters.Count <= i)
                {
                    command.Parameters.Add(new SqliteParameter($"@{(char)('a' + i)}", null));
                }

                command.Parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        }
    }

    private static async Task CopyAsync(string database, MadeUpCompany[] companies)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using (var copy = await connection.BeginTextImportAsync($"COPY companies ({CompanyColumns}) FROM STDIN"))
        {
            foreach (var made in companies)
            {
                await copy.WriteAsync($"{made.Id}\t{made.Name}\t{made.Name.ToLowerInvariant()}\t{made.Created:O}\t1\n");
            }
        }

        await using (
            var copy = await connection.BeginTextImportAsync($"COPY connections ({ConnectionColumns}) FROM STDIN")
        )
        {
            foreach (var made in companies)
            {
                foreach (var (id, status) in made.Connections)
                {
                    await copy.WriteAsync(
                        $"{id}\t{made.Id}\tmqjo\tAccounting\t{status}\t{made.Created:O}\t{{}}\t[]\t1\tf\n"
                    );
                }
            }
        }

        // The server's own housekeeping does this within the minute.
        await using var vacuum = new NpgsqlCommand("VACUUM (ANALYZE) companies, connections", connection);
        await vacuum.ExecuteNonQueryAsync();
    }

    private sealed record MadeUpCompany(
        Guid Id,
        string Name,
        DateTimeOffset Created,
        (Guid Id, string Status)[] Connections
    );
}
