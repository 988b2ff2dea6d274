using System.Net;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton;
using Causeway.Connectors.Tryton.Ledger;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;
using Causeway.Testing;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Logging in, being refused, sessions that end, and the choice of a company.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonConnectionTests(TrytonServer server)
{
    [Fact]
    public async Task The_probe_tells_the_companies_of_the_user()
    {
        var identity = await new TrytonProbe(server.Client(server.Connection(company: null))).IdentifyAsync(
            CancellationToken.None
        );

        identity.Organisations.ShouldBe([
            new SourceOrganisation("1", "Saltmarsh Workshop Ltd"),
            new SourceOrganisation("2", "Dune Holdings BV"),
        ]);
    }

    [Theory]
    [InlineData("admin", "wrong", "connector", SourceFailureCategory.Authentication, "user and password")]
    [InlineData("nobody", "admin", "connector", SourceFailureCategory.Authentication, "user and password")]
    [InlineData("admin", "admin", "elsewhere", SourceFailureCategory.NotFound, "no database")]
    public async Task What_is_wrong_with_the_credentials_is_said(
        string user,
        string password,
        string database,
        SourceFailureCategory category,
        string reason
    )
    {
        var connection = server.Connection(company: null, user, password, database);

        var failure = await FailureAsync(() =>
            new TrytonProbe(server.Client(connection)).IdentifyAsync(CancellationToken.None)
        );

        failure.Category.ShouldBe(category);
        failure.Message.ShouldContain(reason);
        failure.Message.ShouldNotContain(password == "wrong" ? "wrong" : "\0");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        var connection = server.Connection(url: "http://127.0.0.1:9");

        var failure = await FailureAsync(() =>
            new TrytonProbe(server.Client(connection)).IdentifyAsync(CancellationToken.None)
        );

        failure.Category.ShouldBe(SourceFailureCategory.Unavailable);
    }

    [Fact]
    public async Task A_session_that_ended_is_opened_again_once()
    {
        Listener listener = new();
        using var http = new HttpClient(listener);
        TrytonClient client = new(http, server.Connection());
        await client.BooksAsync(CancellationToken.None);
        var session = listener.Authorization!;
        await LogOutAsync(session);

        var count = await client.CallAsync("model.party.party.search_count", [new JsonArray()], CancellationToken.None);

        count.GetInt32().ShouldBeGreaterThan(10);
        listener.Authorization.ShouldNotBe(session);
    }

    [Fact]
    public async Task A_user_whose_password_changed_is_no_longer_let_in()
    {
        var (login, user) = await CreateUserAsync("plumBright-93k", "Account");
        var connection = server.Connection(user: login, password: "plumBright-93k");
        (await CountAsync(connection)).ShouldBeGreaterThan(10);

        await server.AskAsync(
            "model.res.user.write",
            new JsonArray(user),
            new JsonObject { ["password"] = "zoneWharf-72qi" }
        );
        // A session that is open stays so in this version of Tryton; each piece of work logs in anew.
        var failure = await FailureAsync(() => CountAsync(connection));

        failure.Category.ShouldBe(SourceFailureCategory.Authentication);
    }

    [Fact]
    public async Task A_user_of_the_accounts_reads_every_data_type()
    {
        var (login, _) = await CreateUserAsync("plumBright-93k", "Account");
        var connection = server.Connection(user: login, password: "plumBright-93k");
        ConnectorSession session = new(new TrytonConnector(), connection, TimeProvider.System, server.Http);

        foreach (var type in session.Reads)
        {
            await using var pages = session
                .Reader(type)
                .FetchAsync(new ReadWindow(), CancellationToken.None)
                .GetAsyncEnumerator();
            (await pages.MoveNextAsync()).ShouldBeTrue(type.Key);
            pages.Current.Rows.ShouldNotBeEmpty(type.Key);
        }
    }

    [Fact]
    public async Task A_user_without_rights_to_the_books_is_refused_at_once()
    {
        var (login, _) = await CreateUserAsync("plumBright-93k");
        var connection = server.Connection(company: null, login, "plumBright-93k");

        var failure = await FailureAsync(() =>
            new TrytonProbe(server.Client(connection)).IdentifyAsync(CancellationToken.None)
        );

        failure.Category.ShouldBe(SourceFailureCategory.Permission);
        failure.Message.ShouldContain("Invoice");
    }

    [Fact]
    public async Task The_other_company_has_books_of_its_own()
    {
        var first = await AccountsAsync("1");
        var second = await AccountsAsync("2");

        first.Select(a => a.Id).Intersect(second.Select(a => a.Id)).ShouldBeEmpty();
        second.ShouldAllBe(a => a.Currency == "EUR" && a.CurrentBalance == 0);
        second.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_company_that_the_user_may_not_see_is_refused()
    {
        var failure = await FailureAsync(() => AccountsAsync("77"));

        failure.Category.ShouldBe(SourceFailureCategory.Permission);
        failure.Message.ShouldContain("77");
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, SourceFailureCategory.Unavailable)]
    [InlineData(HttpStatusCode.TooManyRequests, SourceFailureCategory.RateLimited)]
    [InlineData(HttpStatusCode.Forbidden, SourceFailureCategory.Permission)]
    [InlineData(HttpStatusCode.BadGateway, SourceFailureCategory.Lost)]
    [InlineData(HttpStatusCode.Moved, SourceFailureCategory.Malformed)]
    public async Task Answers_that_are_no_results_become_failures(HttpStatusCode status, SourceFailureCategory category)
    {
        using var http = new HttpClient(new Answers(_ => new HttpResponseMessage(status)));
        var client = new TrytonClient(http, server.Connection(url: "http://tryton.example"));

        var failure = await FailureAsync(() => client.BooksAsync(CancellationToken.None));

        failure.Category.ShouldBe(category);
    }

    [Fact]
    public async Task A_page_of_something_else_is_malformed()
    {
        using var http = new HttpClient(
            new Answers(_ => new HttpResponseMessage { Content = new StringContent("<html>hello</html>") })
        );
        var client = new TrytonClient(http, server.Connection(url: "http://tryton.example"));

        var failure = await FailureAsync(() => client.BooksAsync(CancellationToken.None));

        failure.Category.ShouldBe(SourceFailureCategory.Malformed);
    }

    [Fact]
    public async Task A_call_that_gets_no_answer_in_time_is_lost()
    {
        using var http = new HttpClient(new Answers(_ => throw new TaskCanceledException("", new TimeoutException())));
        var client = new TrytonClient(http, server.Connection(url: "http://tryton.example"));

        var failure = await FailureAsync(() => client.BooksAsync(CancellationToken.None));

        failure.Category.ShouldBe(SourceFailureCategory.Lost);
    }

    private async Task<List<Account>> AccountsAsync(string company) =>
        await new TrytonAccounts(server.Client(server.Connection(company)), TimeProvider.System).AllAsync<Account>();

    private async Task<int> CountAsync(SourceConnection connection)
    {
        var count = await server
            .Client(connection)
            .CallAsync("model.party.party.search_count", [new JsonArray()], CancellationToken.None);
        return count.GetInt32();
    }

    private async Task LogOutAsync(string session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/connector/");
        request.Content = new StringContent(
            """{"id":1,"method":"common.db.logout","params":[]}""",
            System.Text.Encoding.UTF8,
            "application/json"
        );
        request.Headers.TryAddWithoutValidation("Authorization", session);
        using var response = await server.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<(string Login, int Id)> CreateUserAsync(string password, params string[] groups)
    {
        var login = $"user-{Guid.CreateVersion7():N}";
        var found = await server.SearchAsync(
            "res.group",
            [TrytonValue.Where("name", "in", TrytonValue.Strings(groups))],
            "name"
        );
        found.Count.ShouldBe(groups.Length);
        var user = await server.AskAsync(
            "model.res.user.create",
            new JsonArray(
                new JsonObject
                {
                    ["name"] = login,
                    ["login"] = login,
                    ["password"] = password,
                    ["companies"] = new JsonArray(new JsonArray("add", new JsonArray(1))),
                    ["company"] = 1,
                    ["groups"] = new JsonArray(
                        new JsonArray("add", TrytonValue.Ids(found.Select(g => g.GetProperty("id").GetInt32())))
                    ),
                }
            )
        );
        return (login, user[0].GetInt32());
    }

    private static async Task<SourceFailure> FailureAsync(Func<Task> act) =>
        (await act.ShouldThrowAsync<SourceException>()).Failure;

    private sealed class Listener() : DelegatingHandler(new SocketsHttpHandler())
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Authorization = request.Headers.Authorization?.ToString() ?? Authorization;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Answers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }
}
