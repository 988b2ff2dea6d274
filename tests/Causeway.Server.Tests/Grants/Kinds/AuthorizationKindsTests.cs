using System.Net;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using Causeway.Server.Tests.Link;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>Each way to authorize that is not the authorization code, from the form to the header of a call, and back when it is no longer good.</summary>
[Collection(nameof(KindsServer))]
public sealed class AuthorizationKindsTests(KindsServer server)
{
    private CausewayApp App => server.App;

    public static TheoryData<string> Kinds => [KeyKind.Key, BasicKind.Key, HeadersKind.Key, MachineKind.Key];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_user_enters_is_on_each_call_as_the_source_wants_it(string kind)
    {
        Open(kind, "right-one", "alder");
        var connection = await App.HasConnectionAsync(linked: false, platformKey: kind);
        using var browser = new LinkBrowser(App);
        var consent = await browser.OpenAsync($"/companies/{connection.CompanyId}/connections/{connection.Id}/start");

        var form = await browser.SubmitAsync(consent, "/consent");
        var done = await browser.SubmitAsync(form, "/authorize", Entered(kind, "right-one"));

        done.Text.ShouldContain("is connected");
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        var call = await server.ShouldWorkAsync(connection);
        foreach (var (name, value) in Headers(kind, "right-one"))
        {
            call[name].ShouldBe(value);
        }

        if (kind is MachineKind.Key)
        {
            call["Authorization"].ShouldStartWith("Bearer access-of-the-kinds-");
            var asked = server.Source.Redeemed.Last();
            (asked["grant_type"], asked["scope"]).ShouldBe(("client_credentials", "read"));
            asked["Authorization"].ShouldBe(KindsSource.Basic("firm-right-one", "secret-of-the-firm-right-one"));
        }

        (await App.GetJsonAsync(connection.Path)).ToString().ShouldNotContain("secret-of-the-firm-right-one");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_wrong_is_refused_with_the_reason_and_changes_nothing(string kind)
    {
        Open(kind, "good-one", "birch");
        var connection = await App.HasConnectionAsync(linked: false, platformKey: kind);

        using var first = await App.AuthorizeAsync(connection, Entered(kind, "wrong-one"));
        await first.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "refuses");
        (await App.StatusOfAsync(connection)).ShouldBe("PendingAuth");
        using var right = await App.AuthorizeAsync(connection, Entered(kind, "good-one"));
        await right.ShouldBeOkAsync();
        using var second = await App.AuthorizeAsync(connection, Entered(kind, "wrong-one"));
        await second.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "refuses");

        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        await server.ShouldWorkAsync(connection);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_no_longer_good_deauthorizes_and_another_links_the_same_connection_again(string kind)
    {
        Open(kind, "old-one", "cedar");
        var connection = await App.HasConnectionAsync(linked: false, platformKey: kind);
        using var old = await App.AuthorizeAsync(connection, Entered(kind, "old-one"));
        await old.ShouldBeOkAsync();

        Shut(kind, "old-one");
        await QueueAsync(connection);
        await OAuthConnection.EventuallyAsync(async () => await App.StatusOfAsync(connection) == "Deauthorized");
        Open(kind, "new-one", "cedar");
        using var renewed = await App.AuthorizeAsync(connection, Entered(kind, "new-one"));

        await renewed.ShouldBeOkAsync();
        (await App.StatusOfAsync(connection)).ShouldBe("Linked");
        await server.ShouldWorkAsync(connection);
        if (kind is not MachineKind.Key)
        {
            // Another organisation's is refused, and harms nothing.
            Open(kind, "foreign-one", "other");
            using var foreign = await App.AuthorizeAsync(connection, Entered(kind, "foreign-one"));
            await foreign.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "another organisation");
            await server.ShouldWorkAsync(connection);
        }
    }

    private async Task QueueAsync(TestConnection connection)
    {
        using var queued = await App.Client.PostAsync(
            $"/companies/{connection.CompanyId}/data/queue/customers?connectionId={connection.Id}",
            null
        );
        await queued.ShouldBeOkAsync();
    }

    private static Dictionary<string, string> Entered(string kind, string which) =>
        kind switch
        {
            KeyKind.Key => new() { ["apiKey"] = $"secret-of-the-firm-{which}" },
            BasicKind.Key => new() { ["user"] = $"firm-{which}", ["password"] = $"secret-of-the-firm-{which}" },
            HeadersKind.Key => new() { ["firm"] = $"firm-{which}", ["token"] = $"secret-of-the-firm-{which}" },
            _ => new() { ["clientId"] = $"firm-{which}", ["clientSecret"] = $"secret-of-the-firm-{which}" },
        };

    private static Dictionary<string, string> Headers(string kind, string which) =>
        kind switch
        {
            KeyKind.Key => new() { ["X-Source-Key"] = $"Key secret-of-the-firm-{which}" },
            BasicKind.Key => new()
            {
                ["Authorization"] = KindsSource.Basic($"firm-{which}", $"secret-of-the-firm-{which}"),
            },
            HeadersKind.Key => new()
            {
                ["X-Firm"] = $"firm-{which}",
                ["X-Proof"] = $"Token secret-of-the-firm-{which} of firm-{which}",
            },
            _ => [],
        };

    private void Open(string kind, string which, string organisation)
    {
        if (kind is MachineKind.Key)
        {
            server.Source.Clients[$"firm-{which}"] = $"secret-of-the-firm-{which}";
            return;
        }

        var (name, value) = Headers(kind, which).Last();
        server.Source.Opens[(name, value)] = organisation;
    }

    private void Shut(string kind, string which)
    {
        if (kind is MachineKind.Key)
        {
            server.Source.Clients.TryRemove($"firm-{which}", out _);
            server.Clock.Advance(TimeSpan.FromHours(2));
            return;
        }

        var (name, value) = Headers(kind, which).Last();
        server.Source.Close(name, value);
    }
}
