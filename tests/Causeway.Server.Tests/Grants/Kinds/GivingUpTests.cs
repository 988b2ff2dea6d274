using Causeway.Server.Grants;
using Causeway.Server.Grants.Revocation;
using Causeway.Server.Grants.Tokens;
using Causeway.Server.Tests.Grants.OAuth;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Grants.Kinds;

/// <summary>Access that was given up here ends at the source, however long that takes.</summary>
[Collection(nameof(KindsServer))]
public sealed class GivingUpTests(KindsServer server)
{
    [Theory]
    [InlineData(OwnWayKind.Key)]
    [InlineData(StandardKind.Key)]
    public async Task Revoking_is_tried_again_until_it_is_done(string kind)
    {
        var connection = await server.HasGrantAsync(kind);
        var grant = await server.GrantAsync(connection);
        var access = (await server.ShouldWorkAsync(connection))["Authorization"];
        server.Source.Fail(StatusCodes.Status500InternalServerError);
        var before = server.Source.Revoked.Count;

        using var unlinked = await server.App.PatchAsync(connection);

        await unlinked.ShouldBeOkAsync();
        (await server.LookAsync(db => db.Set<Grant>().CountAsync(g => g.Id == grant.Id))).ShouldBe(0);
        (await server.LookAsync(db => db.Set<Credentials>().CountAsync(c => c.ConnectionId == connection.Id))).ShouldBe(
            0
        );
        await OAuthConnection.EventuallyAsync(async () => await PendingAsync(connection) is { Attempts: 1 });
        server.Source.Fail(StatusCodes.Status503ServiceUnavailable);
        server.Source.Fail(StatusCodes.Status429TooManyRequests);
        await AgainAsync(connection);
        await AgainAsync(connection);
        (await PendingAsync(connection)).ShouldNotBeNull().Attempts.ShouldBe(3);
        await AgainAsync(connection);

        (await PendingAsync(connection)).ShouldBeNull();
        var asked = server.Source.Revoked.Skip(before).ToList();
        asked.Count.ShouldBe(4);
        // With what it takes, though the connection has nothing any more.
        asked.ShouldAllBe(a =>
            kind == OwnWayKind.Key
                ? a.Authorization == access
                : a.Authorization == KindsSource.Basic(KindsServer.ClientId, KindsServer.ClientSecret)
                    && a.Token.StartsWith("refresh-of-the-kinds-", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task After_ninety_days_its_tokens_are_not_kept_any_longer()
    {
        var connection = await server.HasGrantAsync(OwnWayKind.Key);
        server.Source.Fail(StatusCodes.Status500InternalServerError);
        using var deleted = await server.App.Client.DeleteAsync(connection.Path);
        await OAuthConnection.EventuallyAsync(async () => await PendingAsync(connection) is { Attempts: 1 });

        server.Clock.Advance(TimeSpan.FromDays(91));
        server.Source.Fail(StatusCodes.Status500InternalServerError);
        await AgainAsync(connection);

        (await PendingAsync(connection)).ShouldBeNull();
        server.Logs.Text.ShouldContain($"Access of connection {connection.Id} to {OwnWayKind.Key} was never ended");
    }

    private Task<PendingRevocation?> PendingAsync(TestConnection connection) =>
        server.LookAsync(db =>
            db.Set<PendingRevocation>().AsNoTracking().SingleOrDefaultAsync(r => r.ConnectionId == connection.Id)
        );

    // The message for the next try comes.
    private async Task AgainAsync(TestConnection connection)
    {
        var pending = (await PendingAsync(connection)).ShouldNotBeNull();
        await using var scope = server.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SourceAccessEnd>().RunAsync(pending.Id, CancellationToken.None);
    }
}
