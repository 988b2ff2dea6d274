using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Causeway.Connectors.Tests.QuickBooks;

/// <summary>Answers as Intuit's API does, on loopback: a token opens one company.</summary>
public sealed class QuickBooksServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private QuickBooksServer(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single() + "/");

    /// <summary>Which company each token opens.</summary>
    public ConcurrentDictionary<string, string> Realms { get; } =
        new(StringComparer.Ordinal) { ["token-of-one"] = "9130350000000001" };

    /// <summary>The next answer, in the place of the right one.</summary>
    public Func<HttpResponse, Task>? Fault { get; set; }

    public static async Task<QuickBooksServer> StartAsync(Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var server = new QuickBooksServer(built);
        more?.Invoke(built);
        built.MapGet("/v3/company/{realm}/query", server.QueryAsync);
        await built.StartAsync();
        return server;
    }

    public HttpClient Client(string token = "token-of-one") =>
        new() { BaseAddress = Url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task QueryAsync(HttpContext context, string realm, string query)
    {
        var response = context.Response;
        if (Fault is { } fault)
        {
            Fault = null;
            await fault(response);
            return;
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || !Realms.TryGetValue(header[7..], out var opened))
        {
            response.StatusCode = 401;
            await response.WriteAsync(
                """{"warnings":null,"fault":{"error":[{"message":"message=AuthenticationFailed; errorCode=003200; statusCode=401","code":"3200"}],"type":"AUTHENTICATION"}}"""
            );
        }
        else if (opened != realm)
        {
            response.StatusCode = 403;
            await response.WriteAsync(
                """{"fault":{"error":[{"message":"message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403","code":"3100"}],"type":"AUTHORIZATION"}}"""
            );
        }
        else
        {
            var accepts = context.Request.Headers.Accept.ToString() is "application/json";
            await response.WriteAsync(
                !accepts ? "<IntuitResponse/>"
                : query is "select * from CompanyInfo" ? Company(realm)
                : query is "select * from Preferences" ? Preferences
                : """{"Fault":{"Error":[{"Message":"Error parsing query","code":"4000"}],"type":"ValidationFault"}}"""
            );
        }
    }

    private static string Company(string realm) =>
        $$$"""
            {"QueryResponse": {"CompanyInfo": [{
                "CompanyName": "Books {{{realm[^1]}}}", "LegalName": "Books {{{realm[^1]}}} Incorporated",
                "CompanyAddr": {"Id": "1", "Line1": "123 Sierra Way", "City": "San Pablo", "CountrySubDivisionCode": "CA", "PostalCode": "87999"},
                "CustomerCommunicationAddr": {"Id": "1", "Line1": "123 Sierra Way", "City": "San Pablo", "CountrySubDivisionCode": "CA", "PostalCode": "87999"},
                "LegalAddr": {"Id": "1", "Line1": "1 Legal Row", "City": "San Pablo", "CountrySubDivisionCode": "CA", "PostalCode": "87999"},
                "PrimaryPhone": {"FreeFormNumber": "(555) 555-0100"}, "CompanyStartDate": "2015-06-05", "EmployerId": "123456789",
                "FiscalYearStartMonth": "April", "Country": "US", "Email": {"Address": "noreply@example.com"}, "WebAddr": {"URI": "https://books.example"},
                "SupportedLanguages": "en", "NameValue": [{"Name": "NeoEnabled", "Value": "true"}],
                "domain": "QBO", "sparse": false, "Id": "1", "SyncToken": "4",
                "MetaData": {"CreateTime": "2015-06-05T13:55:54-07:00", "LastUpdatedTime": "2015-07-06T08:51:50-07:00"}
            }], "maxResults": 1}, "time": "2026-06-01T05:00:00.000-07:00"}
            """;

    private const string Preferences = """
        {"QueryResponse": {"Preferences": [{
            "AccountingInfoPrefs": {"FirstMonthOfFiscalYear": "April", "BookCloseDate": "2026-03-31", "TaxYearMonth": "January"},
            "CurrencyPrefs": {"HomeCurrency": {"value": "USD"}, "MultiCurrencyEnabled": false},
            "domain": "QBO", "sparse": false, "Id": "1", "SyncToken": "6"
        }], "startPosition": 1, "maxResults": 1}, "time": "2026-06-01T05:00:00.000-07:00"}
        """;
}
