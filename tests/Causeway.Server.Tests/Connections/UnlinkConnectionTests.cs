using System.Net;
using System.Net.Http.Json;
using Causeway.Server.Grants;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Connections;

public class UnlinkConnectionTests(CausewayApp app)
{
    [Fact]
    public async Task A_linked_connection_is_unlinked_and_its_credentials_are_erased()
    {
        var connection = await app.HasConnectionAsync(platformKey: FakeLedger.Key);
        (await HasGrantAsync(connection)).ShouldBeTrue();

        using var response = await app.PatchAsync(connection);

        (await response.ShouldBeOkAsync()).GetProperty("status").GetString().ShouldBe("Unlinked");
        (await HasGrantAsync(connection)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_that_was_never_linked_is_refused()
    {
        var connection = await app.HasConnectionAsync(linked: false);

        using var response = await app.PatchAsync(connection);

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "PendingAuth");
    }

    [Fact]
    public async Task A_connection_is_unlinked_once()
    {
        var connection = await app.HasConnectionAsync();
        (await app.PatchAsync(connection)).Dispose();

        using var response = await app.PatchAsync(connection);

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "Unlinked");
    }

    [Theory]
    [InlineData("Linked")]
    [InlineData("PendingAuth")]
    [InlineData("unlinked")]
    [InlineData("")]
    public async Task No_other_status_can_be_set(string status)
    {
        var connection = await app.HasConnectionAsync();

        using var response = await app.PatchAsync(connection, status);

        await response.ShouldNameAsync("status");
        (await app.StatusOfAsync(connection)).ShouldBe("Linked");
    }

    [Fact]
    public async Task Of_many_that_unlink_at_once_one_does()
    {
        var connection = await app.HasConnectionAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.PatchAsync(connection)));

        responses.Count(r => r.StatusCode is HttpStatusCode.OK).ShouldBe(1);
        responses.Count(r => r.StatusCode is HttpStatusCode.BadRequest).ShouldBe(9);
    }

    [Fact]
    public async Task An_unlinked_connection_can_be_linked_again_with_the_same_id()
    {
        var connection = await app.HasConnectionAsync();
        (await app.PatchAsync(connection)).Dispose();

        using var response = await app.AuthorizeAsync(connection, new { });

        (await response.ShouldBeOkAsync()).GetProperty("status").GetString().ShouldBe("Linked");
    }

    private async Task<bool> HasGrantAsync(TestConnection connection)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        return await db.Set<Credentials>().AnyAsync(g => g.ConnectionId == connection.Id);
    }
}
