using System.Text.Json;
using Causeway.Server.Http.OpenApi;
using Causeway.Server.Tests.Architecture;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Http.OpenApi;

/// <summary>Holds the OpenAPI document of our own operations against the endpoints and their bodies.</summary>
public class OpenApiDocumentTests(CausewayApp app)
{
    private const string Rewrite = "CAUSEWAY_TEST_WRITE_OPENAPI";

    private static string File => Path.Combine(Repository.Root, "src/Causeway.Server/Http/OpenApi/causeway.json");

    private List<RouteEndpoint> Endpoints =>
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not null),
        ];

    [Fact]
    public async Task The_document_is_that_of_the_endpoints_and_of_their_bodies()
    {
        var written = new DocumentWriter(Endpoints).Write();

        if (Environment.GetEnvironmentVariable(Rewrite) is not null)
        {
            await System.IO.File.WriteAllTextAsync(File, written, TestContext.Current.CancellationToken);
        }

        (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).ShouldBe(
            written,
            $"Run this test with {Rewrite}=1, look at what it changed, and commit it."
        );
    }

    [Fact]
    public void Each_addition_is_in_the_document_with_each_raw_record()
    {
        var document = JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement;
        var documented = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => (Path: p.Name, Method: o.Name, Operation: o.Value)))
            .ToList();
        var names = documented.ConvertAll(d => d.Operation.GetProperty("operationId").GetString()!);
        var raw = Endpoints
            .Select(e => e.RoutePattern.RawText!)
            .Where(r => r.EndsWith("/raw", StringComparison.Ordinal));

        OperationsTests.Additions.ShouldBeSubsetOf(names);
        names.ShouldBeUnique();
        raw.ShouldBeSubsetOf(documented.Select(d => d.Path));
        documented.ShouldAllBe(d =>
            Endpoints.Any(e =>
                e.RoutePattern.RawText == d.Path
                && e.Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Contains(d.Method, StringComparer.OrdinalIgnoreCase)
            )
        );
    }

    [Fact]
    public void Each_reference_leads_somewhere()
    {
        var document = JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement;

        var references = References(document).ToList();

        references.Count.ShouldBeGreaterThan(50);
        references.Where(r => !LeadsSomewhere(document, r)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_document_is_served_without_a_key()
    {
        using var client = app.ClientWithout();

        using var response = await client.GetAsync(OpenApiDocument.Path, TestContext.Current.CancellationToken);

        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(
            await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)
        );
    }

    private static IEnumerable<string> References(JsonElement node) =>
        node.ValueKind switch
        {
            JsonValueKind.Object => node.EnumerateObject()
                .SelectMany(m =>
                    m is { Name: "$ref", Value.ValueKind: JsonValueKind.String }
                        ? [m.Value.GetString()!]
                        : References(m.Value)
                ),
            JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
            _ => [],
        };

    private static bool LeadsSomewhere(JsonElement document, string reference)
    {
        var at = document;
        foreach (var part in reference.Split('/')[1..])
        {
            var isThere =
                at.ValueKind is JsonValueKind.Array
                    ? int.TryParse(part, out var index) && index < at.GetArrayLength()
                    : at.TryGetProperty(part, out _);
            if (!isThere)
            {
                return false;
            }

            at = at.ValueKind is JsonValueKind.Array ? at[int.Parse(part, null)] : at.GetProperty(part);
        }

        return reference.StartsWith("#/", StringComparison.Ordinal);
    }
}
