using System.Text.Json;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>Keys, the profile and sync settings through the published platform client.</summary>
public sealed class SettingsTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task A_key_is_made_shown_once_used_and_revoked(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var made = run["create a key"];
        made.Text("name").ShouldBe("second key");
        run["use the new key"].GetInt32().ShouldBeGreaterThanOrEqualTo(0);
        // The client waits for a body, which a 204 can't have; that the key is revoked shows in what follows.
        run.Error("delete the new key").Number("statusCode").ShouldBe(204);
        run.ShouldBeRefused("use the deleted key", 401);
        var left = run["list the keys that are left"];
        left.At("results").EnumerateArray().Select(k => k.Text("id")).ShouldNotContain(made.Text("id"));
        left.At("results").GetArrayLength().ShouldBe(run["list the keys"].At("results").GetArrayLength());
        left.ToString().ShouldNotContain((await servers.OnAsync(kind)).ApiKey);
    }

    [Theory, EachDatabase]
    public async Task The_profile_is_replaced(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        var updated = run["get the updated profile"];
        updated.Text("name").ShouldBe("Client of the tests");
        updated.Text("redirectUrl").ShouldBe("https://example.com/done");
        updated.ToString().ShouldBe(run["update the profile"].ToString());
    }

    [Theory, EachDatabase]
    public async Task Sync_settings_are_kept_for_all_and_for_a_company(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        Setting(run["get the sync settings"], "invoices").Number("syncSchedule").ShouldBe(0);
        Setting(run["get the updated sync settings"], "invoices").Number("syncSchedule").ShouldBe(24);
        var company = run["get a company's sync settings"];
        var bills = Setting(company, "bills");
        bills.At("fetchOnFirstLink").GetBoolean().ShouldBeFalse();
        (bills.Number("syncSchedule"), bills.Number("syncOrder"), bills.Number("syncFromWindow")).ShouldBe((1, 3, 12));
        company.Text("companyId").ShouldBe(run["create a company"].Text("id"));
        company.At("overridesDefaults").GetBoolean().ShouldBeTrue();
    }

    private Task<ClientRun> RunAsync(DatabaseKind kind) => servers.RunAsync(kind, "settings.js");

    private static JsonElement Setting(JsonElement settings, string dataType) =>
        settings.At("settings").EnumerateArray().Where(s => s.Text("dataType") == dataType).ShouldHaveSingleItem();
}
