using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxTimeTests
{
    public static TheoryData<string, double, double> Pairs =>
        new(
            from set in (string[])["corner-shop", "wholesaler"]
            from pair in ((double, double)[])
                [(0, 0.3), (0.2, 1), (3, 200), (3500, 4000), (1000, 90_000), (200_000, 900_000)]
            select (set, pair.Item1, pair.Item2)
        );

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task What_is_read_by_changes_equals_what_is_read_anew(string set, double first, double second) =>
        SandboxCopy.ShouldKeepUpAsync(new SandboxWorld(set), first, second);

    [Theory]
    [InlineData(0)]
    [InlineData(40 * 24 * 60)]
    public async Task Each_refresh_brings_new_changed_and_deleted_records(double age)
    {
        var world = new SandboxWorld("corner-shop").After(TimeSpan.FromMinutes(age + 2));

        await SandboxCopy.ShouldBringAllKindsOfChangeAsync(world, DataType.Of<Invoice>());
    }

    [Fact]
    public async Task In_the_first_hour_invoices_are_raised_and_paid_within_minutes()
    {
        var world = new SandboxWorld("corner-shop");
        var before = (await world.ReadAsync<Invoice>()).ToDictionary(i => i.Id!, i => i.Status);

        var after = await world.After(TimeSpan.FromMinutes(5)).ReadAsync<Invoice>();

        var known = after.Where(i => before.ContainsKey(i.Id!)).ToList();
        known.ShouldContain(i => before[i.Id!] == InvoiceStatus.Draft && i.Status != InvoiceStatus.Draft);
        known.ShouldContain(i => before[i.Id!] == InvoiceStatus.Submitted && i.Status == InvoiceStatus.Paid);
        after.ShouldContain(i => !before.ContainsKey(i.Id!) && i.Status == InvoiceStatus.Submitted);
    }

    [Fact]
    public async Task A_read_that_takes_long_shows_one_moment()
    {
        var world = new SandboxWorld("workshop-1k");
        var type = DataType.Of<Invoice>();
        var atOnce = (await world.PagesAsync(type)).SelectMany(p => p.Rows).Select(SandboxWorld.Text).ToList();

        var slowly = new List<string>();
        await foreach (var page in world.Session.Reader(type).FetchAsync(new ReadWindow(), SandboxWorld.Ct))
        {
            slowly.AddRange(page.Rows.Select(SandboxWorld.Text));
            world.After(TimeSpan.FromMinutes(10));
            if (page.NextCursor is { } cursor)
            {
                await foreach (
                    var next in world
                        .Session.Reader(type)
                        .FetchAsync(new ReadWindow { Cursor = cursor }, SandboxWorld.Ct)
                )
                {
                    slowly.AddRange(next.Rows.Select(SandboxWorld.Text));
                }

                break;
            }
        }

        slowly.ShouldBe(atOnce);
    }

    [Fact]
    public async Task The_day_of_a_change_is_that_of_its_last_event()
    {
        var world = new SandboxWorld("corner-shop").After(TimeSpan.FromMinutes(30));
        var now = world.Time.GetUtcNow();

        var invoices = await world.ReadAsync<Invoice>();

        invoices.ShouldAllBe(i => i.SourceModifiedDate <= now);
        invoices
            .Where(i => i.Status is InvoiceStatus.Paid)
            .ShouldAllBe(i =>
                i.PaymentAllocations!.Max(a => a.Payment.PaidOnDate)!.Value.Date
                <= i.SourceModifiedDate!.Value.UtcDateTime
            );
    }

    [Fact]
    public async Task Only_what_changed_since_an_instant_is_brought_when_asked()
    {
        var world = new SandboxWorld("workshop-1k");
        var from = world.Time.GetUtcNow().AddDays(-60);
        var all = await world.ReadAsync<Invoice>();

        var reader = world.Session.Reader<Invoice>();
        var recent = new List<Invoice>();
        await foreach (var page in reader.FetchAsync(new ReadWindow { ModifiedFrom = from }, SandboxWorld.Ct))
        {
            page.Total.ShouldBeNull();
            recent.AddRange(page.Rows.Select(r => (Invoice)reader.MapJson(r.Json.Span)));
        }

        recent.Select(i => i.Id).ShouldBe(all.Where(i => i.SourceModifiedDate >= from).Select(i => i.Id));
        recent.Count.ShouldBeInRange(1, all.Count - 1);
    }
}
