using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>Companies, connections and integrations through the published platform client.</summary>
public sealed class ControlTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task A_company_keeps_what_a_name_may_have_and_its_tags(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var created = run["create a company"];
        created.Text("name").ShouldBe("Example Company Codat1 Ünïcode & Söhne, Ltd");
        created.Text("redirect").ShouldEndWith($"/company/{created.Text("id")}");
        created.Text("tags.a b").ShouldBe("ü");
        created.Text("description").ShouldBe("made by a client");
        created.At("dataConnections").GetArrayLength().ShouldBe(0);
        run["get the company"].ToString().ShouldBe(created.ToString());
    }

    [Theory, EachDatabase]
    public async Task Put_replaces_a_company_and_patch_changes_what_it_names(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var replaced = run["replace the company"];
        replaced.Text("name").ShouldBe("Replaced");
        replaced
            .At("tags")
            .EnumerateObject()
            .Select(t => $"{t.Name}={t.Value}")
            .ShouldBe(["region=fr", "uid=43"], true);
        replaced.Has("description").ShouldBeFalse();
        var updated = run["update the company"];
        updated.Text("name").ShouldBe("Replaced");
        updated.Text("description").ShouldBe("changed");
        updated.Text("tags.uid").ShouldBe("43");
    }

    [Theory, EachDatabase]
    public async Task Companies_are_paged_ordered_and_queried(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var page = run["page 2 of the companies"];
        page.At("results").EnumerateArray().Select(c => c.Text("name")).ShouldBe(["Paged 3", "Paged 2"]);
        page.Number("totalResults").ShouldBe(5);
        page.Number("pageNumber").ShouldBe(2);
        page.Text("links.next.href").ShouldContain("page=3");
        page.Text("links.previous.href").ShouldContain("page=1");
        run["companies by tag"].Text("results.0.name").ShouldBe("Paged 3");
        run["companies by tag"].Number("totalResults").ShouldBe(1);
        run["companies by query"]
            .At("results")
            .EnumerateArray()
            .Select(c => c.Text("name"))
            .ShouldBe(["Paged 1", "Replaced"]);
    }

    [Theory, EachDatabase]
    public async Task A_malformed_query_is_refused_with_its_position(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("companies by a malformed query", 400, mentioning: "position 10");
    }

    [Theory, EachDatabase]
    public async Task Integrations_are_listed_with_their_features_and_branding(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var sandbox = run["get an integration"];
        sandbox.Text("name").ShouldBe("Sandbox");
        sandbox.Text("sourceType").ShouldBe("Accounting");
        sandbox.At("enabled").GetBoolean().ShouldBeTrue();
        sandbox
            .At("datatypeFeatures")
            .EnumerateArray()
            .ShouldContain(f =>
                f.Text("dataType") == "invoices"
                && f.At("supportedFeatures").EnumerateArray().Any(s => s.Text("featureType") == "Get")
            );
        run["query the integrations"].Text("results.0.key").ShouldBe("mqjo");
        run["list the integrations"].At("results").EnumerateArray().Select(i => i.Text("key")).ShouldContain("trtn");
        run["get an integration's branding"].Text("sourceId").ShouldBe(sandbox.Text("sourceId"));
        run.ShouldBeRefused("get an unknown integration", 404);
    }

    [Theory, EachDatabase]
    public async Task Every_integration_has_a_logo_that_can_be_fetched(DatabaseKind kind)
    {
        var run = await RunAsync(kind);
        using var browser = (await servers.OnAsync(kind)).NewClient(authorization: null);

        foreach (var brand in run["every integration's branding"].EnumerateArray())
        {
            using var logo = await browser.GetAsync(brand.Text("logo"));
            logo.IsSuccessStatusCode.ShouldBeTrue($"{brand}: {logo.StatusCode}");
            logo.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
            (await logo.Content.ReadAsStringAsync()).ShouldContain("<svg");
        }
    }

    [Theory, EachDatabase]
    public async Task A_connection_is_created_pending_and_linked_by_its_authorization(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var created = run["create a connection"];
        created.Text("status").ShouldBe("PendingAuth");
        created.Text("integrationKey").ShouldBe("mqjo");
        created.Text("linkUrl").ShouldStartWith("http");
        run["get the connection"].Text("id").ShouldBe(created.Text("id"));
        var linked = run["put its authorization"];
        linked.Text("status").ShouldBe("Linked");
        linked.Text("id").ShouldBe(created.Text("id"));
        run["query the connections"]
            .At("results")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .Text("id")
            .ShouldBe(created.Text("id"));
        run["list the connections"].Number("totalResults").ShouldBe(2);
        run["the company with its connections"].At("dataConnections").GetArrayLength().ShouldBe(2);
    }

    [Theory, EachDatabase]
    public async Task Only_a_linked_connection_can_be_unlinked(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        ShouldBe(run, 400, "unlink it before it is linked", "PendingAuth");
        run["unlink the connection"].Text("status").ShouldBe("Unlinked");
        ShouldBe(run, 400, "unlink it again", "Unlinked");
    }

    [Theory, EachDatabase]
    public async Task A_company_has_one_active_accounting_connection(DatabaseKind kind)
    {
        var run = await RunAsync(kind);
        var first = run["create a connection"].Text("id");

        run["create a second accounting connection"].Text("status").ShouldBe("PendingAuth");
        ShouldBe(run, 409, "put the authorization of the second", first);
        run["put the authorization of the second after that"].Text("status").ShouldBe("Linked");
        ShouldBe(
            run,
            409,
            "re-link the first while the second is linked",
            run["create a second accounting connection"].Text("id")
        );
        run["re-link the first"].Text("status").ShouldBe("Linked");
        run["re-link the first"].Text("id").ShouldBe(first);
    }

    [Theory, EachDatabase]
    public async Task A_deleted_connection_is_gone(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        _ = run["delete the second"];
        run.ShouldBeRefused("get the deleted connection", 404);
        run["the connections that are left"].Number("totalResults").ShouldBe(1);
    }

    [Theory, EachDatabase]
    public async Task A_deleted_company_is_gone_with_its_connections(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        _ = run["delete the company"];
        run.ShouldBeRefused("get the deleted company", 404);
        run.ShouldBeRefused("get a connection of the deleted company", 404);
    }

    private Task<ClientRun> RunAsync(DatabaseKind kind) => servers.RunAsync(kind, "control.js");

    // The client has a type for most errors of these operations, but not for these, which it throws as its general one.
    private static void ShouldBe(ClientRun run, int statusCode, string step, string mentioning)
    {
        var error = run.Error(step);
        error.Number("statusCode").ShouldBe(statusCode, error.ToString());
        error.Text("text").ShouldContain(mentioning);
    }
}
