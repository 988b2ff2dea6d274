using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Microsoft.EntityFrameworkCore;

namespace Causeway.Server.Tests.Sync;

[Collection(nameof(SyncServer))]
public class FailureTests(SyncServer server)
{
    [Theory]
    [InlineData(SourceFailureCategory.RateLimited)]
    [InlineData(SourceFailureCategory.Unavailable)]
    public async Task A_busy_source_is_waited_for_as_it_asks(SourceFailureCategory category)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.PutMany(250);
        connection.Books.BeforePage = n =>
            n == 1
                ? throw new SourceException(new(category, "Busy.") { RetryAfter = TimeSpan.FromMinutes(10) })
                : Task.CompletedTask;

        var queued = await connection.QueueAsync();
        var paused = await connection.UntilAsync(queued, d => d.TryGetProperty("statusDescription", out _));
        var until = (server.Clock.GetUtcNow() + TimeSpan.FromMinutes(10)).UtcDateTime;
        server.Advance(TimeSpan.FromMinutes(9));
        await server.UntilQuietAsync();
        var still = await connection.GetAsync($"data/history/{queued.Id()}");
        server.Advance(TimeSpan.FromMinutes(1));
        var ended = await connection.EndOfAsync(queued);

        paused.Status().ShouldBe("Fetching");
        paused
            .GetProperty("statusDescription")
            .GetString()
            .ShouldBe($"Paused until {until:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        paused.GetProperty("errorMessage").GetString().ShouldBe("Busy.");
        paused.Count("added").ShouldBe(100);
        still.Status().ShouldBe("Fetching");
        ended.Status().ShouldBe("Complete");
        ended.TryGetProperty("errorMessage", out _).ShouldBeFalse();
        // What was stored before the pause was not fetched again.
        ended.Count("fetched").ShouldBe(250);
    }

    [Theory]
    [InlineData(SourceFailureCategory.Permission, "PermissionsError")]
    [InlineData(SourceFailureCategory.Rejected, "FetchError")]
    [InlineData(SourceFailureCategory.NotFound, "FetchError")]
    public async Task A_failure_that_does_not_pass_ends_the_dataset(SourceFailureCategory category, string status)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a").NextCallFails(category);

        var ended = await connection.SyncAsync();
        var next = await connection.SyncAsync();

        ended.Status().ShouldBe(status);
        ended.GetProperty("isErrored").GetBoolean().ShouldBeTrue();
        ended.GetProperty("errorMessage").GetString().ShouldBe($"The source says {category}.");
        (await connection.StatusAsync()).ShouldBe(ConnectionStatus.Linked);
        next.Status().ShouldBe("Complete");
    }

    [Theory]
    [InlineData(SourceFailureCategory.RateLimited, "RateLimitError")]
    [InlineData(SourceFailureCategory.Unavailable, "FetchError")]
    public async Task Patience_with_a_busy_source_has_an_end(SourceFailureCategory category, string status)
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a").AlwaysFails = new SourceFailure(category, "Busy.")
        {
            RetryAfter = TimeSpan.FromHours(10),
        };

        var queued = await connection.QueueAsync();
        for (var i = 0; i < 3; i++)
        {
            await connection.UntilAsync(queued, d => d.TryGetProperty("errorMessage", out _));
            await server.UntilQuietAsync();
            server.Advance(TimeSpan.FromHours(10));
        }

        (await connection.EndOfAsync(queued)).Status().ShouldBe(status);
    }

    [Fact]
    public async Task A_refusal_of_the_credentials_that_passes_changes_nothing()
    {
        var connection = await server.HasConnectionAsync();
        connection
            .Books.Put("a")
            .NextCallFails(SourceFailureCategory.Authentication)
            .NextCallFails(SourceFailureCategory.Authentication);

        var queued = await connection.QueueAsync();
        var ended = await server.UntilAsync(
            async () =>
            {
                server.Advance(TimeSpan.FromSeconds(2));
                return await connection.GetAsync($"data/history/{queued.Id()}");
            },
            d => d.TryGetProperty("completed", out _)
        );

        ended.Status().ShouldBe("Complete");
        (await connection.StatusAsync()).ShouldBe(ConnectionStatus.Linked);
    }

    [Fact]
    public async Task A_refusal_of_the_credentials_that_stays_deauthorizes_the_connection_and_ends_its_datasets()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.Put("a").AlwaysFails = new SourceFailure(SourceFailureCategory.Authentication, "Revoked.");

        using (await connection.PostAsync("data/all")) { }

        var history = await server.UntilAsync(
            async () =>
            {
                server.Advance(TimeSpan.FromSeconds(2));
                return await connection.GetAsync("data/history");
            },
            h => h.GetProperty("results").EnumerateArray().All(d => d.TryGetProperty("completed", out _))
        );

        history.GetProperty("results").EnumerateArray().ShouldAllBe(d => d.Status() == "AuthError");
        history.GetProperty("results").GetArrayLength().ShouldBe(3);
        (await connection.StatusAsync()).ShouldBe(ConnectionStatus.Deauthorized);
        var errors = await server.LookAsync(async db =>
            (await db.Set<Connection>().SingleAsync(c => c.Id == connection.Id)).Errors
        );
        errors.Single().ErrorMessage.ShouldBe("Revoked.");
    }
}
