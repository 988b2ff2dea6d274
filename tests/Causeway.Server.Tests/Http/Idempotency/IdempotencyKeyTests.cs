using System.Net;
using System.Text;
using System.Text.Json;
using Causeway.Server.Http.Idempotency;
using Causeway.Server.Push;
using Causeway.Server.Storage;
using Causeway.Server.Tests.Push;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Http.Idempotency;

/// <summary>With writes as the example: what must not happen twice.</summary>
[Collection(nameof(PushServer))]
public sealed class IdempotencyKeyTests(PushServer server)
{
    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_does_nothing()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();

        using var first = await PostAsync(connection, key, "Oak");
        using var again = await PostAsync(connection, key, "Oak");

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        first.Headers.Contains(IdempotencyCheck.ReplayedHeader).ShouldBeFalse();
        again.Headers.GetValues(IdempotencyCheck.ReplayedHeader).ShouldBe(["true"]);
        (await OperationsAsync(connection)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_an_answer_too()
    {
        var connection = await server.HasConnectionAsync(linked: false);
        var key = NewKey();

        using var first = await PostAsync(connection, key, "Oak");
        await connection.LinkAsync();
        using var again = await PostAsync(connection, key, "Oak");

        first.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        again.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_that_could_not_be_read_is_answered_the_same_again()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();

        using var first = await SendAsync(HttpMethod.Post, $"{connection.Address}/push/customers", key, "{");
        using var again = await SendAsync(HttpMethod.Post, $"{connection.Address}/push/customers", key, "{");
        using var other = await PostAsync(connection, key, "Oak");

        first.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("/push/customers", """{"customerName":"Elm","status":"Active"}""")]
    [InlineData("/push/suppliers", """{"customerName":"Oak","status":"Active"}""")]
    [InlineData("/push/customers?timeoutInMinutes=5", """{"customerName":"Oak","status":"Active"}""")]
    public async Task Another_request_with_the_key_is_refused(string path, string body)
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();
        using var first = await PostAsync(connection, key, "Oak");

        using var other = await SendAsync(HttpMethod.Post, connection.Address + path, key, body);

        await other.ShouldBeRefusedAsync(HttpStatusCode.UnprocessableEntity, "another request");
        (await OperationsAsync(connection)).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_at_once_one_runs_and_the_others_wait_or_get_its_answer()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostAsync(connection, key, "Oak")));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK || a.StatusCode == HttpStatusCode.Conflict);
        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.OK);
        (await OperationsAsync(connection)).ShouldBe(1);
        using var later = await PostAsync(connection, key, "Oak");
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_first_is_under_way_the_same_is_told_to_wait()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();
        await ReserveAsync(connection, key, "Oak", _ => { });

        using var second = await PostAsync(connection, key, "Oak");

        await second.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "still under way");
        second.Headers.RetryAfter.ShouldNotBeNull();
        (await OperationsAsync(connection)).ShouldBe(0);
    }

    [Fact]
    public async Task A_request_that_died_before_it_saved_anything_may_run_again_after_two_minutes()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();
        await ReserveAsync(connection, key, "Oak", _ => { });
        server.Advance(TimeSpan.FromMinutes(2));

        using var second = await PostAsync(connection, key, "Oak");

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OperationsAsync(connection)).ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_died_after_it_saved_something_never_runs_again()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();
        await ReserveAsync(connection, key, "Oak", request => request.TakeEffect());
        server.Advance(TimeSpan.FromMinutes(2));

        using var second = await PostAsync(connection, key, "Oak");

        await second.ShouldBeRefusedAsync(HttpStatusCode.Conflict, "took effect, but its answer was lost");
        (await OperationsAsync(connection)).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_request_saves_and_the_note_that_it_did_are_saved_together()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();

        using var first = await PostAsync(connection, key, "Oak");

        await server.ChangeAsync(async db =>
            (await db.Set<IdempotentRequest>().SingleAsync(r => r.Key == Guid.Parse(key))).TookEffect.ShouldBeTrue()
        );
    }

    [Fact]
    public async Task A_slow_request_that_was_replaced_can_save_nothing_any_more()
    {
        var connection = await server.HasConnectionAsync();
        await using var scope = server.App.Services.CreateAsyncScope();
        var slow = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        var key = NewKey();
        await ReserveAsync(connection, key, "Oak", _ => { });
        var reserved = await slow.Set<IdempotentRequest>().SingleAsync(r => r.Key == Guid.Parse(key));
        server.Advance(TimeSpan.FromMinutes(2));
        using var second = await PostAsync(connection, key, "Oak");

        reserved.TakeEffect();
        var late = async () => await slow.SaveChangesAsync();

        await late.ShouldThrowAsync<DbUpdateConcurrencyException>();
        (await OperationsAsync(connection)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_can_be_used_anew_after_a_day()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();
        using var first = await PostAsync(connection, key, "Oak");
        server.Advance(TimeSpan.FromHours(24));

        using var next = await PostAsync(connection, key, "Elm");

        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await OperationsAsync(connection)).ShouldBe(2);
    }

    [Theory]
    [InlineData("not-a-guid")]
    [InlineData("{9f8f5a52-6d1e-4a7e-9c1b-0d0f6a3b7e01}")]
    [InlineData("9f8f5a52-6d1e-4a7e-9c1b-0d0f6a3b7e01,9f8f5a52-6d1e-4a7e-9c1b-0d0f6a3b7e02")]
    public async Task A_key_is_exactly_one_GUID(string key)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await PostAsync(connection, key, "Oak");

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "exactly one GUID");
    }

    [Fact]
    public async Task Two_keys_are_refused()
    {
        var connection = await server.HasConnectionAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{connection.Address}/push/customers");
        request.Headers.Add(IdempotencyCheck.Header, [NewKey(), NewKey()]);
        request.Content = new StringContent(PushConnection.Customer("Oak"), Encoding.UTF8, "application/json");

        using var response = await server.Client.SendAsync(request);

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "exactly one GUID");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task A_key_is_for_POST_and_PATCH_only(string method)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await SendAsync(
            new HttpMethod(method),
            $"{connection.Address}/push/customers/1",
            NewKey(),
            PushConnection.Customer("Oak")
        );

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "POST and PATCH only");
    }

    [Fact]
    public async Task A_key_does_nothing_to_a_GET()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await SendAsync(
            HttpMethod.Get,
            $"/companies/{connection.CompanyId}/push",
            "nonsense",
            null
        );

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_caller_without_a_key_of_the_API_takes_no_idempotency_key()
    {
        var connection = await server.HasConnectionAsync();
        var key = NewKey();
        using var stranger = server.App.ClientWithout();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{connection.Address}/push/customers");
        request.Headers.Add(IdempotencyCheck.Header, key);
        request.Content = new StringContent(PushConnection.Customer("Elm"), Encoding.UTF8, "application/json");
        using var refused = await stranger.SendAsync(request);

        using var response = await PostAsync(connection, key, "Oak");

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private string NewKey() => Guid.CreateVersion7(server.Clock.GetUtcNow()).ToString();

    private Task<HttpResponseMessage> PostAsync(PushConnection connection, string key, string name) =>
        SendAsync(HttpMethod.Post, $"{connection.Address}/push/customers", key, PushConnection.Customer(name));

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, string key, string? body)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add(IdempotencyCheck.Header, key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return await server.Client.SendAsync(request);
    }

    private async Task<int> OperationsAsync(PushConnection connection)
    {
        var count = 0;
        await server.ChangeAsync(async db =>
            count = await db.Set<PushOperation>().CountAsync(o => o.ConnectionId == connection.Id)
        );
        return count;
    }

    // What a process leaves behind that dies in the middle of a request.
    private Task ReserveAsync(
        PushConnection connection,
        string key,
        string name,
        Action<IdempotentRequest> whatHappened
    ) =>
        server.ChangeAsync(async db =>
        {
            var address = $"POST\n{connection.Address}/push/customers\n\n";
            var asked = Encoding.UTF8.GetBytes(address + PushConnection.Customer(name));
            var request = new IdempotentRequest(
                Guid.Parse(key),
                System.Security.Cryptography.SHA256.HashData(asked),
                Guid.CreateVersion7(),
                server.Clock.GetUtcNow(),
                TimeSpan.FromHours(24)
            );
            whatHappened(request);
            db.Add(request);
            await Task.CompletedTask;
        });
}
