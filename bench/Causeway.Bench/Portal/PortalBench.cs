using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Causeway.Bench.Lists;
using Causeway.Bench.Load;
using Causeway.Server.Storage;
using static Causeway.Bench.Figures;

namespace Causeway.Bench.Portal;

/// <summary>
/// How long the Portal's pages take with 300,000 connections in the database: one user, each page as it is first drawn, with everything that it asks the
/// database for.
/// </summary>
internal static partial class PortalBench
{
    private const double Aim = 200;

    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        foreach (var kind in settings.Databases)
        {
            await using var database = await ScratchDatabase.CreateAsync(settings, kind);
            var connections = settings.Number("many", 300_000);
            var companies = await ConnectionFill.AddAsync(database.Options, 0, connections / 2);
            await DatasetFill.AddAsync(database.Options);
            await database.LeaveAsync();
            await using var server = await ServerProcess.StartAsync(settings, database.Options);
            using var client = new HttpClient(
                new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
            )
            {
                BaseAddress = new Uri($"http://127.0.0.1:{server.Port}"),
            };
            await SetUpAsync(
                client,
                server.SetUpPath ?? throw new InvalidOperationException("No set-up link was printed.")
            );
            var middle = companies[companies.Length / 2];
            foreach (
                var (what, path) in new[]
                {
                    ("overview", "/portal"),
                    ("companies", "/portal/companies"),
                    ("companies with a text in their name", "/portal/companies?q=number%20149"),
                    ("companies with a text that none has", "/portal/companies?q=zzzz"),
                    ("search, names that begin so", "/portal/search?q=company%20number%2077"),
                    ("search, a text within", "/portal/search?q=ber%2077777"),
                    ("search, a text that none has", "/portal/search?q=zzzz"),
                    ("a company", $"/portal/companies/{middle}"),
                    ("connections", "/portal/connections"),
                    ("connections that their source refuses", "/portal/connections?status=Deauthorized"),
                    ("connections that are linked", "/portal/connections?status=Linked"),
                    ("syncs under way", "/portal/syncs"),
                    ("syncs that ended", "/portal/syncs?state=ended"),
                    ("syncs that failed", "/portal/syncs?state=failed"),
                    ("syncs of a company", $"/portal/companies/{middle}/syncs"),
                    ("webhooks", "/portal/webhooks"),
                    ("integrations", "/portal/settings"),
                }
            )
            {
                var took = await MeasureAsync(client, path, settings.Number("rounds", 40));
                report.AtMost($"{what}: half within", kind, Median(took), Aim, " ms");
                report.AtMost($"{what}: 95 of 100 within", kind, Percentile(took, 95), Aim, " ms");
            }
        }
    }

    private static async Task<List<double>> MeasureAsync(HttpClient client, string path, int rounds)
    {
        var took = new List<double>();
        for (var round = -3; round < rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(path);
            await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode is not HttpStatusCode.OK)
            {
                throw new InvalidOperationException($"{path}: {response.StatusCode}");
            }

            if (round >= 0)
            {
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return took;
    }

    // As the first administrator would, by the form behind the link that the server printed.
    private static async Task SetUpAsync(HttpClient client, string path)
    {
        var page = await client.GetStringAsync(path);
        var fields = HiddenField()
            .Matches(page)
            .ToDictionary(m => m.Groups["name"].Value, m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        fields["Form.Name"] = "Ada";
        fields["Form.Email"] = "ada@example.com";
        fields["Form.Password"] = "a pass phrase of the benchmarks";
        using var content = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync(path, content);
        if (response.StatusCode is not HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"The set-up was not accepted: {response.StatusCode}");
        }
    }

    [GeneratedRegex(
        "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HiddenField();
}
