using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>What the server refuses becomes the published clients' own typed errors.</summary>
public sealed class ErrorTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task A_wrong_key_is_unauthorized(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("a wrong key", 401);
        run.ShouldBeRefused("a wrong key, lending", 401);
        run.ShouldBeRefused("a wrong key, accounting", 401);
    }

    [Theory, EachDatabase]
    public async Task What_is_unknown_is_not_found(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("an unknown company", 404);
        run.ShouldBeRefused("an unknown company, lending", 404);
        run.ShouldBeRefused("data of an unknown company", 404);
        run.Error("an id that is no id").Number("statusCode").ShouldBeOneOf(400m, 404m);
    }

    [Theory, EachDatabase]
    public async Task Data_that_are_not_there_yet_conflict(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("data that are not there yet", 409);
        run.ShouldBeRefused("a record that is not there yet", 409);
    }

    [Theory, EachDatabase]
    public async Task What_is_malformed_is_a_bad_request(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.ShouldBeRefused("a company without a name", 400);
        run.ShouldBeRefused("a malformed query", 400);
        run.ShouldBeRefused("a malformed query, lending", 400);
        run.ShouldBeRefused("a query of an unknown field", 400, mentioning: "colour");
        run.ShouldBeRefused("a page size that is too large", 400);
    }

    [Theory, EachDatabase]
    public async Task What_can_not_be_done_yet_is_refused(DatabaseKind kind)
    {
        var run = await RunAsync(kind);

        run.Error("data without a connection").Number("statusCode").ShouldBeOneOf(404m, 409m);
        run.Error("a sync without a connection").Number("statusCode").ShouldBeOneOf(400m, 409m);
        run.Error("a data type that the source does not have").Number("statusCode").ShouldBeOneOf(400m, 404m);
    }

    private Task<ClientRun> RunAsync(DatabaseKind kind) => servers.RunAsync(kind, "errors.js");
}
