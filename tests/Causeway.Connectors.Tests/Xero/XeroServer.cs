using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Causeway.Connectors.Tests.Xero;

/// <summary>Answers as Xero's API does, on loopback: which organisations a user connected, and what each is.</summary>
public sealed class XeroServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private XeroServer(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single() + "/");

    /// <summary>Whose token opens which organisations.</summary>
    public ConcurrentDictionary<string, string> Users { get; } =
        new(StringComparer.Ordinal) { ["token-of-one"] = "one" };

    /// <summary>The organisations of each user, by tenant: the connection's id is the tenant's with a letter before it.</summary>
    public ConcurrentDictionary<string, List<string>> Tenants { get; } =
        new(StringComparer.Ordinal)
        {
            ["one"] = ["north"],
            ["two"] = ["south"],
            ["several"] = ["north", "east"],
        };

    /// <summary>The connections that were ended.</summary>
    public ConcurrentQueue<string> Ended { get; } = new();

    /// <summary>The next answer, in the place of the right one.</summary>
    public Func<HttpResponse, Task>? Fault { get; set; }

    public static async Task<XeroServer> StartAsync(Action<WebApplication>? more = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        var server = new XeroServer(built);
        more?.Invoke(built);
        built.MapGet("/connections", server.ListAsync);
        built.MapDelete("/connections/{id}", server.EndAsync);
        built.MapGet("/api.xro/2.0/Organisation", server.OrganisationAsync);
        await built.StartAsync();
        return server;
    }

    public HttpClient Client(string token = "token-of-one") =>
        new() { BaseAddress = Url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ListAsync(HttpContext context)
    {
        if (await UserAsync(context) is not { } user)
        {
            return;
        }

        JsonObject[] connections =
        [
            .. Tenants[user].Select(t => Connection(t, "ORGANISATION")),
            Connection("practice", "PRACTICE"),
        ];
        await context.Response.WriteAsync(new JsonArray([.. connections]).ToJsonString());
    }

    private async Task EndAsync(HttpContext context, string id)
    {
        if (await UserAsync(context) is not { } user)
        {
            return;
        }

        Ended.Enqueue(id);
        context.Response.StatusCode = Tenants[user].Remove(id[1..]) ? 204 : 404;
    }

    private async Task OrganisationAsync(HttpContext context)
    {
        if (await UserAsync(context) is not { } user)
        {
            return;
        }

        var tenant = context.Request.Headers["Xero-Tenant-Id"].ToString();
        if (!Tenants[user].Contains(tenant))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync(
                """{"Type":null,"Title":"Forbidden","Status":403,"Detail":"AuthenticationUnsuccessful","Instance":"0b8a"}"""
            );
            return;
        }

        var accepts = context.Request.Headers.Accept.ToString() is "application/json";
        await context.Response.WriteAsync(accepts ? Organisation(tenant) : "<Response/>");
    }

    private async Task<string?> UserAsync(HttpContext context)
    {
        if (Fault is { } fault)
        {
            Fault = null;
            await fault(context.Response);
            return null;
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.Ordinal) && Users.TryGetValue(header[7..], out var user))
        {
            context.Response.ContentType = "application/json";
            return user;
        }

        context.Response.StatusCode = 401;
        await context.Response.WriteAsync(
            """{"Type":null,"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired at 06/01/2026 10:00:00"}"""
        );
        return null;
    }

    private static JsonObject Connection(string tenant, string type) =>
        new()
        {
            ["id"] = "c" + tenant,
            ["authEventId"] = "b8d1",
            ["tenantId"] = tenant,
            ["tenantType"] = type,
            ["tenantName"] = $"{tenant} Ltd",
            ["createdDateUtc"] = "2026-01-07T19:46:19.5165400",
            ["updatedDateUtc"] = "2026-01-07T19:46:19.5187840",
        };

    private static string Organisation(string tenant) =>
        $$$"""
            {
              "Id": "1d1a", "Status": "OK", "ProviderName": "Causeway", "DateTimeUTC": "/Date(1780315200000)/",
              "Organisations": [{
                "Name": "{{{tenant}}} Ltd", "LegalName": "{{{tenant}}} Limited", "PaysTax": true, "Version": "UK",
                "OrganisationType": "COMPANY", "BaseCurrency": "GBP", "CountryCode": "GB", "IsDemoCompany": false,
                "RegistrationNumber": "01234567", "TaxNumber": "GB 123 4567 89", "FinancialYearEndDay": 31, "FinancialYearEndMonth": 3,
                "PeriodLockDate": "/Date(1767139200000+0000)/", "EndOfYearLockDate": "/Date(1743379200000+0000)/",
                "CreatedDateUTC": "/Date(1574275974000)/", "OrganisationID": "{{{tenant}}}", "ShortCode": "!23eYt",
                "Addresses": [
                  {"AddressType": "POBOX", "AddressLine1": "23 Main Street", "City": "Leeds", "PostalCode": "LS1 1AA", "Country": "United Kingdom"},
                  {"AddressType": "STREET", "AddressLine1": "", "City": "", "PostalCode": "", "Country": ""}
                ],
                "Phones": [
                  {"PhoneType": "OFFICE", "PhoneNumber": "496 0000", "PhoneAreaCode": "113", "PhoneCountryCode": "44"},
                  {"PhoneType": "FAX", "PhoneNumber": "", "PhoneAreaCode": "", "PhoneCountryCode": ""}
                ],
                "ExternalLinks": [{"LinkType": "Website", "Url": "https://example.com"}],
                "PaymentTerms": {}
              }]
            }
            """;
}
