using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.Tryton;

/// <summary>
/// From an empty server to the real books of a company in a live Tryton: connected in Link, read, written to, unlinked, deleted; and at each moment
/// what should not be possible is refused.
/// </summary>
public sealed class TrytonStoryTests(ITestOutputHelper output)
{
    private const string WrongPassword = "not-the-password";

    [Theory, EachDatabase]
    public async Task A_companys_books_are_connected_read_written_to_unlinked_and_deleted(DatabaseKind kind)
    {
        using var tryton = await TrytonBooks.OpenAsync();
        await using var server = await ServerProcess.StartAsync(
            kind,
            new Dictionary<string, string?> { ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128" }
        );
        using var api = new Api(server);
        var begin = Environment.TickCount64;

        await api.PutAsync(
            "/profile",
            new
            {
                name = "The client",
                redirectUrl = "https://client.example/done?c={companyId}&n={connectionId}&s={statusCode}&p={platform}&r={ref}",
            }
        );
        var story = await Story.BeginAsync(api, tryton, kind);
        await story.ShouldNotBeOpenYetAsync();
        await story.ConnectInLinkAsync(server);
        await story.ShouldHaveReadTheBooksAsync();
        Tell("read");
        await story.WriteAsync();
        await story.ShouldHaveReadTheBooksAsync();
        Tell("written to and read again");
        await story.UnlinkAsync();
        await story.DeleteAsync();
        Tell("deleted");

        api.Answered.SelectMany(a => a.Value.Select(wrong => $"{a.Key}: {wrong}")).ShouldBeEmpty();
        server.Output.Text.ShouldNotContain(WrongPassword);

        void Tell(string what) => output.WriteLine($"{kind}: {what} after {Environment.TickCount64 - begin} ms");
    }

    private sealed class Story
    {
        private readonly Api api;
        private readonly TrytonBooks tryton;
        private readonly DatabaseKind kind;
        private readonly JsonElement connection;
        private readonly string company;
        private readonly string path;

        private Story(Api api, TrytonBooks tryton, DatabaseKind kind, JsonElement connection, string company)
        {
            this.api = api;
            this.tryton = tryton;
            this.kind = kind;
            this.connection = connection;
            this.company = company;
            path = $"/companies/{company}/connections/{connection.Text("id")}";
        }

        private string Data => $"/companies/{company}/data";

        public static async Task<Story> BeginAsync(Api api, TrytonBooks tryton, DatabaseKind kind)
        {
            var companyId = (await api.PostAsync("/companies", new { name = TrytonBooks.CompanyName })).Text("id");
            var pending = await api.PostAsync($"/companies/{companyId}/connections", new { platformKey = "trtn" });
            pending.Text("status").ShouldBe("PendingAuth");
            return new Story(api, tryton, kind, pending, companyId);
        }

        public async Task ShouldNotBeOpenYetAsync()
        {
            await RefusedAsync(HttpMethod.Get, $"{Data}/invoices");
            await ClosedAsync();
            await api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Patch, path, new { status = "Unlinked" });
        }

        public async Task ConnectInLinkAsync(ServerProcess server)
        {
            using var browser = new LinkBrowser(server);
            var start = connection.Text("linkUrl") + "?ref=a%20b";
            var id = connection.Text("id");
            var link = $"/link/{company}/{id}";
            (await browser.OpenAsync($"{link}/done")).Location.ShouldNotBeNull().ShouldContain($"{link}/start");
            (await browser.PostAsync($"{link}/consent", [])).Status.ShouldBe(HttpStatusCode.BadRequest);

            var consent = await browser.OpenAsync(start);
            consent.Text.ShouldContain("The client");
            var form = await browser.SubmitAsync(consent, "/consent");
            var wrong = new Dictionary<string, string>(tryton.Credentials) { ["password"] = WrongPassword };
            var refused = await browser.SubmitAsync(form, "/authorize", wrong);

            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.One("[role=alert]").TextContent.ShouldContain("does not accept this user and password");
            refused.One("[name=user]").GetAttribute("value").ShouldBe(tryton.Credentials["user"]);
            refused.Html.ShouldNotContain(WrongPassword);
            var failed = await api.GetAsync(path);
            failed.Text("status").ShouldBe("PendingAuth");
            failed.Text("dataConnectionErrors.0.status").ShouldBe("Active");
            failed.Text("dataConnectionErrors.0.errorMessage").ShouldContain("does not accept");
            await ClosedAsync();

            var done = await AuthorizeAsync(browser, refused);
            done.Text.ShouldContain("Tryton is connected");
            var end = await browser.OpenAsync(done.Link("Finish"));
            end.Status.ShouldBe(HttpStatusCode.SeeOther);
            end.Location.ShouldBe($"https://client.example/done?c={company}&n={id}&s=200&p=trtn&r=a%20b");
            var linked = await api.GetAsync(path);
            linked.Text("status").ShouldBe("Linked");
            linked.At("dataConnectionErrors").EnumerateArray().ShouldAllBe(e => e.Text("status") == "Resolved");
        }

        private async Task<LinkAnswer> AuthorizeAsync(LinkBrowser browser, LinkAnswer form)
        {
            var answer = await browser.SubmitAsync(form, "/authorize", tryton.Credentials);
            // The user may work for two companies, and says which one is shared.
            answer.One("[name=companyId]").TextContent.ShouldContain("Dune Holdings BV");
            var choice = new Dictionary<string, string>(tryton.Credentials)
            {
                ["companyId"] = tryton.Company.ToString(CultureInfo.InvariantCulture),
            };
            var chosen = await browser.SubmitAsync(answer, "/authorize", choice);
            chosen.Status.ShouldBe(HttpStatusCode.SeeOther, chosen.Text);
            return await browser.OpenAsync(chosen.Location!);
        }

        public async Task ShouldHaveReadTheBooksAsync()
        {
            var datasets = await api.SyncedAsync(company, seconds: 240);
            datasets.ShouldAllBe(d => d.Text("status") == "Complete");
            datasets.Select(d => d.Text("dataType")).Distinct().Count().ShouldBeGreaterThan(15);

            var served = new Dictionary<string, int>();
            foreach (var type in (await ExpectedAsync()).Keys)
            {
                served[type] = (int)(await api.GetAsync($"{Data}/{type}?pageSize=1")).Number("totalResults");
            }

            served.ShouldBe(await ExpectedAsync(), ignoreOrder: true);
            served["invoices"].ShouldBeGreaterThan(150);
            await ShouldBalanceAsync();
        }

        // What Tryton itself counts.
        private async Task<Dictionary<string, int>> ExpectedAsync()
        {
            var documents = await tryton.SearchAsync(
                "account.invoice",
                [tryton.OfCompany()],
                "type",
                "total_amount",
                "party"
            );
            int Documents(string type, bool credit) =>
                documents.Count(d => d.Text("type") == type && TrytonBooks.Amount(d, "total_amount") < 0 == credit);
            var parties = await tryton.SearchAsync("party.party", [], "id");
            var customers = await BookedAsync(documents, "out", "receivable");
            var suppliers = await BookedAsync(documents, "in", "payable");
            int Parties(HashSet<int> own, HashSet<int> others) =>
                parties.Select(p => p.GetProperty("id").GetInt32()).Count(p => own.Contains(p) || !others.Contains(p));
            return new Dictionary<string, int>
            {
                ["invoices"] = Documents("out", credit: false),
                ["creditNotes"] = Documents("out", credit: true),
                ["bills"] = Documents("in", credit: false),
                ["billCreditNotes"] = Documents("in", credit: true),
                ["customers"] = Parties(customers, suppliers),
                ["suppliers"] = Parties(suppliers, customers),
                ["accounts"] = await tryton.CountAsync("account.account", tryton.OfCompany()),
                ["journals"] = await tryton.CountAsync("account.journal"),
                ["journalEntries"] = await tryton.CountAsync(
                    "account.move",
                    tryton.OfCompany(),
                    TrytonBooks.Where("state", "=", "posted")
                ),
                ["items"] = await tryton.CountAsync("product.product"),
                ["taxRates"] = await tryton.CountAsync(
                    "account.tax",
                    tryton.OfCompany(),
                    TrytonBooks.Where("parent", "=", null)
                ),
            };
        }

        // Those with a document of a kind, or with an entry on such an account.
        private async Task<HashSet<int>> BookedAsync(List<JsonElement> documents, string type, string account)
        {
            var lines = await tryton.SearchAsync(
                "account.move.line",
                [
                    TrytonBooks.Where("move.company", "=", tryton.Company),
                    TrytonBooks.Where($"account.type.{account}", "=", true),
                    TrytonBooks.Where("party", "!=", null),
                ],
                "party"
            );
            return
            [
                .. documents
                    .Where(d => d.Text("type") == type)
                    .Concat(lines)
                    .Select(r => r.GetProperty("party").GetInt32()),
            ];
        }

        // Tryton's own report against what a client of the API would compute.
        private async Task ShouldBalanceAsync()
        {
            var report = await tryton.TrialBalanceAsync();
            var accounts = await api.AllAsync($"{Data}/accounts?pageSize=500");
            var entries = await api.AllAsync($"{Data}/journalEntries?pageSize=500");
            var sums = entries
                .SelectMany(e => e.At("journalLines").EnumerateArray())
                .GroupBy(l => l.Text("accountRef.id"))
                .ToDictionary(g => g.Key, g => g.Sum(l => l.Number("netAmount")));

            accounts.Select(a => a.Text("id")).ShouldBe(report.Keys, ignoreOrder: true);
            report
                .Where(r => sums.GetValueOrDefault(r.Key) != r.Value)
                .Select(r => $"account {r.Key}: {sums.GetValueOrDefault(r.Key)} instead of {r.Value}")
                .ShouldBeEmpty();
            sums.Keys.ShouldBeSubsetOf(report.Keys);
            sums.Values.Sum().ShouldBe(0);
            report.Values.Count(v => v != 0).ShouldBeGreaterThan(10);
            var journals = (await api.AllAsync($"{Data}/journals?pageSize=500")).Select(j => j.Text("id")).ToHashSet();
            entries.ShouldAllBe(e => journals.Contains(e.Text("journalRef.id")));
        }

        public async Task WriteAsync()
        {
            // A Tryton that is kept running has those of earlier runs.
            var name = $"Written by the {kind} story {RandomNumberGenerator.GetHexString(8)}";
            var today = TimeProvider
                .System.GetUtcNow()
                .ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);
            var customer = await PushAsync("customers", new { customerName = name, status = "Active" });
            var invoice = await PushAsync(
                "invoices",
                new
                {
                    customerRef = new { id = customer },
                    issueDate = today,
                    dueDate = today,
                    status = "Submitted",
                    totalAmount = 252.30m,
                    lineItems = new[]
                    {
                        new
                        {
                            description = "Work",
                            quantity = 1,
                            unitAmount = 210.25m,
                            accountRef = new { id = await tryton.IdAsync("account.account", "Main Revenue") },
                            taxRateRef = new { id = await tryton.IdAsync("account.tax", "VAT 20%") },
                        },
                    },
                }
            );
            await PushAsync(
                "payments",
                new
                {
                    customerRef = new { id = customer },
                    accountRef = new { id = await tryton.IdAsync("account.account", "Current account") },
                    totalAmount = 100m,
                    date = today,
                    lines = new[]
                    {
                        new
                        {
                            amount = 100m,
                            links = new[]
                            {
                                new
                                {
                                    type = "Invoice",
                                    id = invoice,
                                    amount = -100m,
                                },
                            },
                        },
                    },
                }
            );

            await ShouldBeInTrytonAsync(name, customer, invoice);
            await api.PostAsync($"{Data}/all");
            await api.SyncedAsync(company, seconds: 240);
            var read = await api.GetAsync($"{Data}/invoices/{invoice}");
            (read.Text("status"), read.Number("amountDue")).ShouldBe(("PartiallyPaid", 152.30m));
            (await api.GetAsync($"{Data}/customers/{customer}")).Text("customerName").ShouldBe(name);
        }

        private async Task ShouldBeInTrytonAsync(string name, string customer, string invoice)
        {
            var party = (
                await tryton.SearchAsync("party.party", [TrytonBooks.Where("name", "=", name)], "id")
            ).ShouldHaveSingleItem();
            party.GetProperty("id").GetInt32().ToString(CultureInfo.InvariantCulture).ShouldBe(customer);
            var found = await tryton.SearchAsync(
                "account.invoice",
                [TrytonBooks.Where("party", "=", party.GetProperty("id").GetInt32())],
                "state",
                "total_amount",
                "amount_to_pay"
            );
            var document = found.ShouldHaveSingleItem();
            document.GetProperty("id").GetInt32().ToString(CultureInfo.InvariantCulture).ShouldBe(invoice);
            (
                document.Text("state"),
                TrytonBooks.Amount(document, "total_amount"),
                TrytonBooks.Amount(document, "amount_to_pay")
            ).ShouldBe(("posted", 252.30m, 152.30m));
        }

        private async Task<string> PushAsync(string type, object body)
        {
            var settled = await api.SettledAsync(await api.PostAsync($"{path}/push/{type}", body));
            settled.Text("status").ShouldBe("Success", settled.ToString());
            return settled.Text("changes.0.recordRef.id");
        }

        public async Task UnlinkAsync()
        {
            var other = await api.PostAsync($"/companies/{company}/connections", new { platformKey = "mqjo" });
            var otherPath = $"/companies/{company}/connections/{other.Text("id")}";
            await api.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Put, $"{otherPath}/authorization", new { });
            var before = (await api.GetAsync($"{Data}/invoices?pageSize=1")).Number("totalResults");

            var unlinked = await api.PatchAsync(path, new { status = "Unlinked" });

            unlinked.Text("status").ShouldBe("Unlinked");
            (await api.GetAsync($"{Data}/invoices?pageSize=1")).Number("totalResults").ShouldBe(before);
            await ClosedAsync();
            await api.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Patch, path, new { status = "Unlinked" });
            await api.DeleteAsync(otherPath);
        }

        public async Task DeleteAsync()
        {
            await api.DeleteAsync(path);

            await api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, path);
            await api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{Data}/invoices");
            await api.RefusedAsync(
                HttpStatusCode.NotFound,
                HttpMethod.Post,
                $"{path}/push/customers",
                new { customerName = "Too late" }
            );
            (await api.AllAsync($"/companies/{company}/connections")).ShouldNotContain(c =>
                c.Text("id") == connection.Text("id")
            );
            await api.DeleteAsync($"/companies/{company}");
            await api.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"/companies/{company}");
        }

        // Nothing is read from the source, and nothing is written to it.
        private async Task ClosedAsync()
        {
            await RefusedAsync(HttpMethod.Post, $"{Data}/queue/invoices");
            await RefusedAsync(HttpMethod.Post, $"{Data}/all");
            await RefusedAsync(HttpMethod.Post, $"{path}/push/customers", new { customerName = "Not now" });
        }

        private async Task RefusedAsync(HttpMethod method, string address, object? body = null)
        {
            var (status, answer) = await api.TryAsync(method, address, body);
            status.ShouldBeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.Conflict], $"{method} {address}: {answer}");
        }
    }
}
