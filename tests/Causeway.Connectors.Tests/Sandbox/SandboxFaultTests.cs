using System.Text.Json;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxFaultTests
{
    private static readonly DataType Invoices = DataType.Of<Invoice>();
    private static readonly DataType Customers = DataType.Of<Customer>();

    [Fact]
    public async Task In_one_second_of_four_there_are_too_many_calls()
    {
        var world = new SandboxWorld("corner-shop", fault: "rate-limit");
        var refused = 0;

        for (var second = 0; second < 8; second++, world.After(TimeSpan.FromSeconds(1)))
        {
            var failure = await FailureAsync(() => world.PagesAsync(Invoices));
            refused += failure is null ? 0 : 1;
            (failure?.Category ?? SourceFailureCategory.RateLimited).ShouldBe(SourceFailureCategory.RateLimited);
            (failure?.RetryAfter ?? TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));
        }

        refused.ShouldBe(2);
    }

    [Fact]
    public async Task Access_is_revoked_after_the_first_read_until_it_is_authorized_again()
    {
        var world = new SandboxWorld("corner-shop", fault: "auth-revoked");
        var first = await world.PagesAsync(Invoices);

        var failure = await FailureAsync(() => world.PagesAsync(Invoices, first[^1].Watermark));

        failure!.Category.ShouldBe(SourceFailureCategory.Authentication);
        (await world.With("none").PagesAsync(Invoices, first[^1].Watermark)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_slow_source_takes_two_seconds_a_page()
    {
        var world = new SandboxWorld("corner-shop", fault: "slow");

        var read = world.PagesAsync(Invoices);
        await Task.Yield();
        world.After(TimeSpan.FromSeconds(1.9));
        var early = read.IsCompleted;
        world.After(TimeSpan.FromSeconds(0.2));

        early.ShouldBeFalse();
        (await read).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Some_rows_can_not_be_understood_and_the_rest_can()
    {
        var world = new SandboxWorld("workshop-1k", fault: "malformed");
        var sound = await new SandboxWorld("workshop-1k").ReadAsync<Invoice>();
        var reader = world.Session.Reader(Invoices);

        var rows = (await world.PagesAsync(Invoices)).SelectMany(p => p.Rows).ToList();

        rows.Select(r => r.Id).ShouldBe(sound.Select(i => i.Id));
        var bad = rows.Count(r =>
        {
            try
            {
                return reader.MapJson(r.Json.Span).RecordKey != r.Id;
            }
            catch (JsonException)
            {
                return true;
            }
        });
        bad.ShouldBeInRange(1, rows.Count / 10);
    }

    [Fact]
    public async Task A_source_that_is_down_comes_back()
    {
        var world = new SandboxWorld("corner-shop", fault: "unavailable");
        world.After(TimeSpan.FromSeconds(60 - world.Time.GetUtcNow().Second));

        var failure = await FailureAsync(() => world.PagesAsync(Invoices));

        failure!.Category.ShouldBe(SourceFailureCategory.Unavailable);
        (await world.After(TimeSpan.FromSeconds(20)).PagesAsync(Invoices)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Most_records_vanish_from_complete_reads_and_from_lists_of_ids()
    {
        var world = new SandboxWorld("workshop-1k");
        var before = await world.IdsAsync(Customers);

        world.With("vanish");

        (await world.IdsAsync(Customers)).Count.ShouldBeInRange(1, before.Count / 3);
        (await world.PagesAsync(Invoices)).Sum(p => p.Rows.Count).ShouldBeInRange(1, 300);
    }

    [Fact]
    public async Task A_write_happens_though_its_answer_is_lost()
    {
        var world = new SandboxWorld("corner-shop", fault: "lost-answer");
        var marker = new WriteMarker("cw-lost0000000000000000000000");

        var failure = await FailureAsync(() => WriteAsync(world, marker));

        failure!.Category.ShouldBe(SourceFailureCategory.Lost);
        var found = await world.Session.Writer(Customers).FindAsync(marker, SandboxWorld.Ct);
        (await world.ReadAsync<Customer>()).ShouldContain(c => c.Id == found!.RecordId);
    }

    [Fact]
    public async Task A_refused_write_names_a_field_and_does_nothing()
    {
        var world = new SandboxWorld("corner-shop", fault: "write-rejected");
        var marker = new WriteMarker("cw-refused000000000000000000");

        var failure = await FailureAsync(() => WriteAsync(world, marker));

        failure!.Category.ShouldBe(SourceFailureCategory.Rejected);
        failure.Fields.Single().Field.ShouldBe("customerName");
        (await world.Session.Writer(Customers).FindAsync(marker, SandboxWorld.Ct)).ShouldBeNull();
    }

    private static Task<WriteResult> WriteAsync(SandboxWorld world, WriteMarker marker) =>
        world
            .Session.Writer(Customers)
            .CreateJsonAsync(
                JsonDocument.Parse("""{ "customerName": "Somebody" }""").RootElement,
                marker,
                SandboxWorld.Ct
            );

    private static async Task<SourceFailure?> FailureAsync<T>(Func<Task<T>> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (SourceException e)
        {
            return e.Failure;
        }
    }
}
