using System.Net;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;
using Npgsql;

namespace Causeway.Compatibility.Tests;

/// <summary>One process answers, another works, with a PostgreSQL database between them.</summary>
public sealed class RolesTests
{
    private const string Books = "mqjo";

    [Fact]
    public async Task A_company_links_reads_and_writes_while_the_work_is_done_by_another_process()
    {
        await using var home = new ServerHome(DatabaseKind.Postgres);
        await using var front = await ServerProcess.StartAsync(home, Roles("api,link"));
        await using var engine = await ServerProcess.StartAsync(home, Roles("engine"));
        using var api = new Api(front);
        var company = (await api.PostAsync("/companies", new { name = "Split" })).Text("id");
        var connection = (await api.PostAsync($"/companies/{company}/connections", new { platformKey = Books })).Text(
            "id"
        );

        await LinkVisit.AuthorizeAsync(front, company, connection);

        // The first fetch is the engine's answer to an event that the Link page left, and is several messages.
        var datasets = await api.SyncedAsync(company);
        datasets.ShouldContain(d => d.Text("dataType") == "invoices" && d.Text("cause") == "Linked");
        datasets.ShouldAllBe(d => d.Text("status") == "Complete");
        (await api.GetAsync($"/companies/{company}/data/invoices?pageSize=1"))
            .Number("totalResults")
            .ShouldBePositive();
        var push = await api.PostAsync(
            $"/companies/{company}/connections/{connection}/push/customers",
            new { customerName = "Written through another process", status = "Active" }
        );
        (await api.SettledAsync(push)).Text("status").ShouldBe("Success");
        var queued = await api.PostAsync($"/companies/{company}/data/queue/customers?connectionId={connection}");
        (
            await api.UntilAsync(
                $"/companies/{company}/data/history/{queued.Text("id")}",
                d => d.At("isCompleted").GetBoolean()
            )
        )
            .Text("status")
            .ShouldBe("Complete");
    }

    [Fact]
    public async Task What_is_asked_for_while_no_engine_runs_waits_for_one()
    {
        await using var home = new ServerHome(DatabaseKind.Postgres);
        await using var front = await ServerProcess.StartAsync(home, Roles("api"));
        using var api = new Api(front);
        var company = (await api.PostAsync("/companies", new { name = "Patient" })).Text("id");
        var connection = (await api.PostAsync($"/companies/{company}/connections", new { platformKey = Books })).Text(
            "id"
        );
        await api.PutAsync($"/companies/{company}/connections/{connection}/authorization", new { });
        var queued = await api.PostAsync($"/companies/{company}/data/queue/customers");
        var push = await api.PostAsync(
            $"/companies/{company}/connections/{connection}/push/customers?timeoutInMinutes=60",
            new { customerName = "Waits", status = "Active" }
        );
        // Its messages are in the engines' queue: the two that are due, and the one for an hour from now.
        await UntilAsync(home, "SELECT count(*) >= 3 FROM wolverine.wolverine_queue_engine");
        await UntilAsync(home, "SELECT count(*) = 1 FROM wolverine.wolverine_queue_engine_scheduled");
        (await api.GetAsync($"/companies/{company}/data/history/{queued.Text("id")}"))
            .Text("status")
            .ShouldBe("Queued");
        (await api.GetAsync($"/companies/{company}/push/{push.Text("pushOperationKey")}"))
            .Text("status")
            .ShouldBe("Pending");
        front.Kill();

        await using var engine = await ServerProcess.StartAsync(home, Roles("engine"));
        await front.RestartAsync();

        using var later = new Api(front);
        (await later.SettledAsync(push)).Text("status").ShouldBe("Success");
        (
            await later.UntilAsync(
                $"/companies/{company}/data/history/{queued.Text("id")}",
                d => d.At("isCompleted").GetBoolean()
            )
        )
            .Text("status")
            .ShouldBe("Complete");
    }

    [Fact]
    public async Task Each_process_has_the_addresses_of_its_roles_and_its_health()
    {
        await using var home = new ServerHome(DatabaseKind.Postgres);
        await using var api = await ServerProcess.StartAsync(home, Roles("api"));
        await using var link = await ServerProcess.StartAsync(home, Roles("link"));
        await using var engine = await ServerProcess.StartAsync(home, Roles("engine"));

        (await StatusAsync(api, "/companies")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(api, "/company/nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await ContentAsync(api, "/company/nobody")).ShouldBe("application/json");
        (await StatusAsync(link, "/companies")).ShouldBe(HttpStatusCode.NotFound);
        (await ContentAsync(link, "/company/nobody")).ShouldBe("text/html");
        (await StatusAsync(link, "/branding/mqjo/square.svg")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(engine, "/companies")).ShouldBe(HttpStatusCode.NotFound);
        (await ContentAsync(engine, "/company/nobody")).ShouldBe("application/json");
        foreach (var process in new[] { api, link, engine })
        {
            (await StatusAsync(process, "/health/live")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync(process, "/health/ready")).ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_key_that_one_process_revokes_is_refused_by_the_others()
    {
        await using var home = new ServerHome(DatabaseKind.Postgres);
        await using var first = await ServerProcess.StartAsync(home, Roles("api"));
        await using var second = await ServerProcess.StartAsync(home, Roles("api,engine"));
        using var api = new Api(first);
        var key = await api.PostAsync("/apiKeys", new { name = "short-lived" });
        using var client = second.NewClient(ServerProcess.BasicKey(key.Text("apiKey")));
        await UntilAsync(async () => (await client.GetAsync("/companies")).StatusCode is HttpStatusCode.OK);

        await api.DeleteAsync($"/apiKeys/{key.Text("id")}");

        using var here = first.NewClient(ServerProcess.BasicKey(key.Text("apiKey")));
        using var refused = await here.GetAsync("/companies");
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await UntilAsync(async () => (await client.GetAsync("/companies")).StatusCode is HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("api,link,portal")]
    [InlineData("engine")]
    [InlineData("link,engine")]
    public async Task A_SQLite_database_is_not_split(string roles)
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);

        var (exitCode, output) = await ServerProcess.RunAsync(home, Roles(roles));

        exitCode.ShouldNotBe(0);
        output.ShouldContain("Causeway:Roles");
        output.ShouldContain("PostgreSQL");
    }

    [Fact]
    public async Task A_SQLite_database_does_without_pages_that_nobody_needs()
    {
        await using var home = new ServerHome(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(home, Roles("engine,api"));
        using var api = new Api(server);
        var company = (await api.PostAsync("/companies", new { name = "Headless" })).Text("id");
        var connection = (await api.PostAsync($"/companies/{company}/connections", new { platformKey = Books })).Text(
            "id"
        );
        await api.PutAsync($"/companies/{company}/connections/{connection}/authorization", new { });
        await api.PostAsync($"/companies/{company}/data/queue/customers");

        (await api.SyncedAsync(company)).ShouldHaveSingleItem().Text("status").ShouldBe("Complete");
        (await ContentAsync(server, $"/company/{company}")).ShouldBe("application/json");
    }

    private static Dictionary<string, string?> Roles(string roles) => new() { ["Causeway:Roles"] = roles };

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess process, string path)
    {
        using var response = await process.Client.GetAsync(path);
        return response.StatusCode;
    }

    private static async Task<string?> ContentAsync(ServerProcess process, string path)
    {
        using var response = await process.Client.GetAsync(path);
        return response.Content.Headers.ContentType?.MediaType;
    }

    private static Task UntilAsync(ServerHome home, string sql) =>
        UntilAsync(async () =>
        {
            await using var connection = new NpgsqlConnection(home.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync() is true;
        });

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var deadline = Environment.TickCount64 + 30_000;
        while (!await isSo())
        {
            Environment.TickCount64.ShouldBeLessThan(deadline);
            await Task.Delay(50);
        }
    }
}
