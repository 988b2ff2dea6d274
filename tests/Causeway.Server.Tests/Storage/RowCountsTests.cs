using System.Net.Http.Json;
using Causeway.Contracts;
using Causeway.Server.Companies;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Storage;

/// <summary>The totals of lists over all companies: these tests have a server of their own, where they know what there is.</summary>
public sealed class RowCountsTests : IAsyncLifetime
{
    private CausewayApp app = null!;

    public async ValueTask InitializeAsync() => app = await CausewayApp.StartAsync(_ => { });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task The_total_is_right_whatever_is_made_and_deleted_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MakeAndDeleteAsync()));

        // Of each twelve companies four are deleted, with the two connections of each.
        (await TotalAsync("/companies?pageSize=1")).ShouldBe(8 * 8);
        (await TotalAsync("/connections?pageSize=1")).ShouldBe(8 * 16);
        (await TotalAsync("/companies?pageSize=1&query=name%3DCounted")).ShouldBe(8 * 8);

        async Task MakeAndDeleteAsync()
        {
            for (var i = 0; i < 12; i++)
            {
                using var response = await app.Client.PostAsJsonAsync("/companies", new { name = "Counted" });
                var id = (await response.ShouldBeOkAsync()).GetProperty("id").GetString();
                for (var connection = 0; connection < 2; connection++)
                {
                    using var made = await app.Client.PostAsJsonAsync(
                        $"/companies/{id}/connections",
                        new { platformKey = "mqjo" }
                    );
                    await made.ShouldBeOkAsync();
                }

                if (i % 3 == 0)
                {
                    (await app.Client.DeleteAsync($"/companies/{id}")).EnsureSuccessStatusCode();
                }
            }
        }
    }

    [Fact]
    public async Task Connections_are_counted_by_their_status_through_their_life()
    {
        var first = await app.HasConnectionAsync(linked: false);
        (await ByStatusAsync()).ShouldBe("PendingAuth 1");
        var second = await app.HasConnectionAsync(company: first.CompanyId, platformKey: FakeBank.Key);
        (await ByStatusAsync()).ShouldBe("Linked 1, PendingAuth 1");
        using (var unlinked = await app.Client.PatchAsJsonAsync(second.Path, new { status = "Unlinked" }))
        {
            await unlinked.ShouldBeOkAsync();
        }

        (await ByStatusAsync()).ShouldBe("PendingAuth 1, Unlinked 1");
        await app.Client.DeleteAsync(second.Path);
        (await ByStatusAsync()).ShouldBe("PendingAuth 1");
        await app.Client.DeleteAsync($"/companies/{first.CompanyId}");
        (await ByStatusAsync()).ShouldBe("");

        async Task<string> ByStatusAsync()
        {
            await using var lease = await app
                .Services.GetRequiredService<ReadPool>()
                .RentAsync(TestContext.Current.CancellationToken);
            await using var reader = await lease.Constant(RowCounts.OfConnectionsByStatus).ExecuteReaderAsync();
            var counts = new List<string>();
            while (await reader.ReadAsync())
            {
                if (Convert.ToInt64(reader.GetValue(1), null) is var count and not 0)
                {
                    counts.Add($"{reader.GetString(0)} {count}");
                }
            }

            return string.Join(", ", counts.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_rolled_back_does_not_count()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            db.Add(Company("Rolled back"));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        (await TotalAsync("/companies")).ShouldBe(0);
    }

    [Fact]
    public async Task Many_statements_leave_few_rows()
    {
        for (var i = 0; i < 600; i++)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
            db.Add(Company("Counted"));
            await db.SaveChangesAsync();
        }

        (await TotalAsync("/companies?pageSize=1")).ShouldBe(600);
        (await ScalarAsync("SELECT COUNT(*) AS \"Value\" FROM row_counts")).ShouldBeLessThan(550);
    }

    [Fact]
    public async Task A_table_that_a_migration_made_anew_is_counted_again()
    {
        var drop =
            CausewayApp.DatabaseKind is DatabaseKind.Sqlite
                ? "DROP TRIGGER count_added_companies"
                : "DROP TRIGGER count_added ON companies";
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
            await db.Database.ExecuteSqlRawAsync(drop);
            db.Add(Company("Not counted"));
            await db.SaveChangesAsync();
        }

        (await TotalAsync("/companies")).ShouldBe(0);

        await RowCounts.EnsureAsync(app.Services.GetRequiredService<DatabaseOptions>(), CancellationToken.None);

        (await TotalAsync("/companies")).ShouldBe(1);
    }

    private static Company Company(string name) =>
        new(CompanyId.New(TimeProvider.System), CompanyName.Clean(name).Value, TimeProvider.System.GetUtcNow());

    private async Task<int> TotalAsync(string path) =>
        (await app.GetJsonAsync(path)).GetProperty("totalResults").GetInt32();

    private async Task<int> ScalarAsync(string sql)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Database.SqlQueryRaw<int>(sql)
            .SingleAsync();
    }
}
