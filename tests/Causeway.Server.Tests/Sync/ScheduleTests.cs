using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class ScheduleTests(SyncServer server)
{
    [Fact]
    public async Task A_user_who_links_a_connection_has_its_data_fetched_in_the_order_of_the_settings()
    {
        var connection = await server.HasConnectionAsync(linked: false);
        connection.Books.Put("a");
        await SetAsync(
            connection,
            Setting("suppliers", first: false),
            Setting("customers", order: 2),
            Setting("chartOfAccounts", order: 1)
        );

        await connection.LinkAsync();
        var history = await EndedAsync(connection, 2);

        history
            .OrderBy(d => d.GetProperty("requested").GetString())
            .Select(d => d.GetProperty("dataType").GetString())
            .ShouldBe(["chartOfAccounts", "customers"], ignoreOrder: true);
        history.ShouldAllBe(d => d.GetProperty("cause").GetString() == "Linked");
    }

    [Fact]
    public async Task Credentials_that_the_api_puts_fetch_nothing_by_themselves()
    {
        var connection = await server.HasConnectionAsync(linked: false);

        await connection.LinkAsync(throughLink: false);
        await server.UntilQuietAsync();

        (await connection.GetAsync("data/history")).GetProperty("totalResults").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_data_type_is_read_again_so_many_hours_after_the_last_time()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a");
        await SetAsync(connection, Setting("customers", hours: 24));
        await connection.SyncAsync();
        await server.UntilQuietAsync();

        server.Advance(TimeSpan.FromHours(23));
        await server.UntilQuietAsync();
        await connection.SyncAsync();
        await server.UntilQuietAsync();
        server.Advance(TimeSpan.FromHours(23));
        await server.UntilQuietAsync();
        var before = await EndedAsync(connection, 2);
        server.Advance(TimeSpan.FromHours(1));
        var after = await EndedAsync(connection, 3);

        before.ShouldAllBe(d => d.GetProperty("cause").GetString() == "Requested");
        after.Count(d => d.GetProperty("cause").GetString() == "Scheduled").ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_was_given_up_is_not_read_and_is_read_again_when_it_is_back()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a");
        await SetAsync(connection, Setting("customers", hours: 1, first: false));
        await connection.SyncAsync();
        await connection.UnlinkAsync();
        await server.UntilQuietAsync();

        server.Advance(TimeSpan.FromHours(3));
        await server.UntilQuietAsync();
        var meanwhile = await EndedAsync(connection, 1);
        await connection.LinkAsync(throughLink: false);
        var after = await EndedAsync(connection, 2);

        meanwhile.Count.ShouldBe(1);
        after.Count(d => d.GetProperty("cause").GetString() == "Scheduled").ShouldBe(1);
    }

    [Fact]
    public async Task A_window_bounds_what_is_asked_of_the_source()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(100);
        await connection.SyncAsync("chartOfAccounts");

        await SetAsync(connection, Setting("chartOfAccounts", window: 3));
        await connection.SyncAsync("chartOfAccounts");

        connection.Books.LastWindow!.ModifiedFrom.ShouldBe(server.Clock.GetUtcNow().AddMonths(-3));
        // Another window than last time: everything in it is read.
        connection.Books.LastWindow!.Since.ShouldBeNull();
    }

    [Fact]
    public async Task Settings_are_answered_as_they_were_set_and_the_companys_go_first()
    {
        var connection = await server.HasConnectionAsync();
        await SetAsync(connection, Setting("items", hours: 12, order: 7));

        var settings = await connection.GetAsync("syncSettings");
        var client = await server.App.Client.GetFromJsonAsync<JsonElement>("/profile/syncSettings");

        settings.GetProperty("companyId").GetString().ShouldBe(connection.Company.ToString());
        settings.GetProperty("overridesDefaults").GetBoolean().ShouldBeTrue();
        settings.GetProperty("settings").GetArrayLength().ShouldBe(43);
        Of(settings, "items").GetProperty("syncSchedule").GetInt32().ShouldBe(12);
        Of(settings, "items").GetProperty("syncOrder").GetInt32().ShouldBe(7);
        Of(settings, "balanceSheet").GetProperty("monthsToSync").GetInt32().ShouldBe(24);
        Of(client, "items").GetProperty("syncSchedule").GetInt32().ShouldBe(0);
        Of(client, "items").GetProperty("fetchOnFirstLink").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData(
        """{"dataType":"nonsense","fetchOnFirstLink":true,"syncSchedule":0,"syncOrder":0}""",
        "settings[0].dataType"
    )]
    [InlineData(
        """{"dataType":"items","fetchOnFirstLink":true,"syncSchedule":-1,"syncOrder":0}""",
        "settings[0].syncSchedule"
    )]
    [InlineData(
        """{"dataType":"items","fetchOnFirstLink":true,"syncSchedule":0,"syncOrder":0,"syncFromWindow":1,"syncFromUtc":"2020-01-01T00:00:00Z"}""",
        "settings[0].syncFromWindow"
    )]
    [InlineData("""{"dataType":"items","syncSchedule":0,"syncOrder":0}""", "fetchOnFirstLink")]
    public async Task Wrong_settings_are_refused_by_name(string setting, string field)
    {
        var connection = await server.HasConnectionAsync();
        var body = $$"""{"companyId":"{{connection.Company}}","overridesDefaults":true,"settings":[{{setting}}]}""";

        using var response = await server.App.Client.PostAsync(
            $"/companies/{connection.Company}/syncSettings",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain(field);
    }

    private static object Setting(
        string dataType,
        int hours = 0,
        int order = 0,
        bool first = true,
        int? window = null
    ) =>
        window is null
            ? new
            {
                dataType,
                fetchOnFirstLink = first,
                syncSchedule = hours,
                syncOrder = order,
            }
            : new
            {
                dataType,
                fetchOnFirstLink = first,
                syncSchedule = hours,
                syncOrder = order,
                syncFromWindow = window,
            };

    private static JsonElement Of(JsonElement settings, string dataType) =>
        settings
            .GetProperty("settings")
            .EnumerateArray()
            .Single(s => s.GetProperty("dataType").GetString() == dataType);

    private async Task SetAsync(SyncConnection connection, params object[] settings)
    {
        using var response = await connection.PostAsync(
            "syncSettings",
            new
            {
                companyId = connection.Company.ToString(),
                overridesDefaults = true,
                settings,
            }
        );
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
    }

    private async Task<List<JsonElement>> EndedAsync(SyncConnection connection, int count)
    {
        var history = await server.UntilAsync(
            () => connection.GetAsync("data/history"),
            h => h.GetProperty("results").EnumerateArray().Count(d => d.TryGetProperty("completed", out _)) >= count
        );
        return [.. history.GetProperty("results").EnumerateArray()];
    }
}
