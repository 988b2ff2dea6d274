using System.Globalization;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Documents;
using Causeway.Connectors.Tryton.Parties;
using Causeway.Connectors.Tryton.Payments;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tests.Tryton;

/// <summary>Reads of changes, and reads that stop and go on. The clock of a read is set by its window, so none waits.</summary>
[Collection(nameof(TrytonServer))]
public sealed class TrytonChangesTests(TrytonServer server)
{
    private TrytonCustomers Customers => new(server.Client(), TimeProvider.System);

    [Fact]
    public async Task The_watermark_lies_before_the_read_by_the_overlap()
    {
        var before = TimeProvider.System.GetUtcNow();

        var pages = await Customers.PagesAsync();

        var watermark = DateTimeOffset.Parse(pages[^1].Watermark!, CultureInfo.InvariantCulture);
        watermark.ShouldBeLessThan(before - TrytonReading.Overlap + TimeSpan.FromMinutes(1));
        watermark.ShouldBeGreaterThan(before - TrytonReading.Overlap - TimeSpan.FromMinutes(1));
        pages.SkipLast(1).ShouldAllBe(p => p.Watermark == null && p.NextCursor != null);
        pages[^1].NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_server_without_a_clock_gives_no_watermark()
    {
        using var http = new HttpClient(new WithoutDate());
        var reader = new TrytonCustomers(new TrytonClient(http, server.Connection()), TimeProvider.System);

        var pages = await reader.PagesAsync();

        pages[^1].Watermark.ShouldBeNull();
    }

    [Fact]
    public async Task A_party_that_was_written_is_read_again_and_no_other()
    {
        var mine = await CreatePartyAsync("Changed by a test");
        var since = await NextInstantAsync();
        (await ChangedAsync(Customers, since)).ShouldNotContain(mine);

        await server.AskAsync(
            "model.party.party.write",
            new JsonArray(int.Parse(mine, CultureInfo.InvariantCulture)),
            new JsonObject { ["name"] = "Changed by a test, indeed" }
        );

        (await ChangedAsync(Customers, since)).ShouldContain(mine);
    }

    [Fact]
    public async Task A_party_whose_address_was_written_is_read_again()
    {
        var mine = await CreatePartyAsync("Moves house");
        var since = await NextInstantAsync();
        var addresses = await server.SearchAsync(
            "party.address",
            [TrytonValue.Where("party", "=", int.Parse(mine, CultureInfo.InvariantCulture))],
            "id"
        );

        await server.AskAsync(
            "model.party.address.write",
            new JsonArray(addresses[0].GetProperty("id").GetInt32()),
            new JsonObject { ["city"] = "Wells" }
        );

        (await ChangedAsync(Customers, since)).ShouldContain(mine);
    }

    [Fact]
    public async Task A_party_that_is_gone_is_in_no_list_of_ids()
    {
        var mine = await CreatePartyAsync("Goes away");
        (await Customers.IdsAsync()).ShouldContain(mine);

        await server.AskAsync("model.party.party.delete", new JsonArray(int.Parse(mine, CultureInfo.InvariantCulture)));

        (await Customers.IdsAsync()).ShouldNotContain(mine);
    }

    [Fact]
    public async Task A_payment_taken_off_its_invoice_is_read_again()
    {
        var invoice = (
            await server.SearchAsync(
                "account.invoice",
                [
                    TrytonValue.Where("company", "=", 1),
                    TrytonValue.Where("type", "=", "out"),
                    TrytonValue.Where("state", "=", "posted"),
                    TrytonValue.Where("payment_lines", "!=", null),
                ],
                "payment_lines",
                "payment_lines.move",
                "payment_lines.reconciliation"
            )
        ).First(i =>
            i.GetProperty("payment_lines.")
                .EnumerateArray()
                .All(l => l.GetProperty("reconciliation").ValueKind is System.Text.Json.JsonValueKind.Null)
        );
        var id = invoice.GetProperty("id").GetInt32();
        var line = invoice.GetProperty("payment_lines.")[0];
        var payment = TrytonKey.Of(line.GetProperty("move").GetInt32());
        var since = await NextInstantAsync();
        TrytonPayments payments = new(server.Client(), TimeProvider.System);
        (await ChangedAsync(payments, since)).ShouldNotContain(payment);

        await PaymentLinesAsync(id, "remove", line.GetProperty("id").GetInt32());
        var changed = await payments.PagesAsync(new ReadWindow { Since = since });

        var row = changed.SelectMany(p => p.Rows).Single(r => r.Id == payment);
        var mapped = (Payment)payments.MapJson(row.Json.Span);
        mapped.Lines![0].Links![0].Type.ShouldBe(PaymentLinkType.PaymentOnAccount);
        await PaymentLinesAsync(id, "add", line.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task A_read_goes_on_after_any_page_as_if_it_had_not_stopped()
    {
        TrytonPayments reader = new(server.Client(), TimeProvider.System);
        var whole = await reader.PagesAsync();
        whole.Count.ShouldBeGreaterThan(2);

        foreach (var page in whole.SkipLast(1))
        {
            // Another process, which knows the cursor alone.
            var rest = await new TrytonPayments(server.Client(), TimeProvider.System).PagesAsync(
                new ReadWindow { Cursor = page.NextCursor }
            );

            rest.SelectMany(p => p.Rows.Select(r => r.Id))
                .ShouldBe(whole.SkipWhile(p => p != page).Skip(1).SelectMany(p => p.Rows.Select(r => r.Id)));
            rest[^1].Watermark.ShouldBe(whole[^1].Watermark);
        }
    }

    [Fact]
    public async Task The_raw_copy_has_columns_that_the_mapping_does_not_know()
    {
        TrytonInvoices reader = new(server.Client(), TimeProvider.System);

        var pages = await reader.PagesAsync();

        var raw = JsonNode.Parse(pages[0].Rows[0].Json.Span)!.AsObject();
        raw.ContainsKey("payment_term").ShouldBeTrue();
        raw.ContainsKey("invoice_report_cache").ShouldBeFalse();
    }

    private static async Task<List<string>> ChangedAsync(Reader reader, string since) =>
        [.. (await reader.PagesAsync(new ReadWindow { Since = since })).SelectMany(p => p.Rows.Select(r => r.Id))];

    // Just after the last change that this test made: the server's clock is the machine's.
    private static async Task<string> NextInstantAsync()
    {
        await Task.Delay(5);
        return TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
    }

    private async Task<string> CreatePartyAsync(string name)
    {
        var created = await server.AskAsync(
            "model.party.party.create",
            new JsonArray(
                new JsonObject
                {
                    ["name"] = name,
                    ["addresses"] = new JsonArray(
                        new JsonArray("create", new JsonArray(new JsonObject { ["city"] = "Bath" }))
                    ),
                }
            )
        );
        return TrytonKey.Of(created[0].GetInt32());
    }

    private Task<System.Text.Json.JsonElement> PaymentLinesAsync(int invoice, string what, int line) =>
        server.AskAsync(
            "model.account.invoice.write",
            new JsonArray(invoice),
            new JsonObject { ["payment_lines"] = new JsonArray(new JsonArray(what, new JsonArray(line))) }
        );

    private sealed class WithoutDate() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            response.Headers.Date = null;
            return response;
        }
    }
}
