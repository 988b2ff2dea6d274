using System.Text.RegularExpressions;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Architecture;

/// <summary>Holds what is mapped against <c>operations.txt</c>, the list of the public API's operations.</summary>
public partial class OperationsTests(CausewayApp app)
{
    // Additions of our own; docs/api-differences.md tells of each.
    internal static readonly string[] Additions =
    [
        "approve-deletions",
        "correct-quarantined-record",
        "create-link-preview",
        "create-link-url",
        "delete-integration-application",
        "delete-link-logo",
        "enable-webhook-consumer",
        "get-branding-image",
        "get-connection-authorization",
        "get-integration-application",
        "get-link-logo",
        "get-link-settings",
        "get-pull-operation-events",
        "get-push-operation-events",
        "get-webhook-consumer",
        "get-webhook-message",
        "get-webhook-secret",
        "list-all-connections",
        "list-connection-authorization-events",
        "list-connection-events",
        "list-quarantine",
        "list-record-changes",
        "list-webhook-attempts",
        "list-webhook-event-types",
        "list-webhook-events",
        "list-webhook-messages",
        "recover-webhook-messages",
        "replay-quarantine",
        "replay-webhook-messages",
        "resend-webhook-message",
        "rotate-encryption-key",
        "rotate-webhook-secret",
        "send-webhook-example",
        "set-integration-application",
        "set-link-logo",
        "update-link-settings",
        "update-webhook-consumer",
    ];

    [Fact]
    public void Every_operation_that_is_not_listed_as_not_yet_there_is_mapped_under_its_name()
    {
        var mapped = Mapped();
        var missing = Operations()
            .Where(operation => operation.IsHere)
            .Where(operation =>
                !mapped.Any(e =>
                    e.Method == operation.Method
                    && Fits(e.Path, operation.Path)
                    && (operation.Names.Contains(e.Name) || HasVariable(e.Path, operation.Path))
                )
            )
            .Select(operation => $"{operation.Method} {operation.Path} {string.Join(',', operation.Names)}");

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_listed_as_not_yet_there_is_not()
    {
        var mapped = Mapped();
        var here = Operations()
            .Where(operation => !operation.IsHere)
            .Where(operation =>
                mapped.Any(e =>
                    e.Method == operation.Method && Fits(e.Path, operation.Path) && !HasVariable(e.Path, operation.Path)
                )
            )
            .Select(operation => $"{operation.Method} {operation.Path}");

        here.ShouldBeEmpty("Move it up in operations.txt.");
    }

    [Fact]
    public void What_the_API_does_not_have_is_named_here_and_told_of()
    {
        var known = Operations().SelectMany(o => o.Names).ToHashSet(StringComparer.Ordinal);
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api-differences.md"));
        var own = Mapped()
            .Select(e => e.Name)
            .OfType<string>()
            .Where(name => !known.Contains(name) && !ForADataType().IsMatch(name))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        own.ShouldBe(Additions);
        own.ShouldAllBe(name => page.Contains($"`{name}`"));
    }

    private List<Endpoint> Mapped() =>
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(e =>
                    (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => new Endpoint(
                        method,
                        e.RoutePattern.RawText!.TrimEnd('/'),
                        e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
                    ))
                ),
        ];

    // The documents have a route for each data type where we have one for all.
    private static bool Fits(string mapped, string documented)
    {
        var (ours, theirs) = (mapped.Split('/'), documented.Split('/'));
        return ours.Length == theirs.Length
            && ours.Zip(theirs).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static bool HasVariable(string mapped, string documented) =>
        mapped.Split('/').Zip(documented.Split('/')).Any(p => p.First.StartsWith('{') && !p.Second.StartsWith('{'));

    private static List<Operation> Operations()
    {
        var isHere = true;
        var operations = new List<Operation>();
        var file = Path.Combine(Repository.Root, "tests/Causeway.Server.Tests/Architecture/operations.txt");
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            if (line is "not yet")
            {
                isHere = false;
                continue;
            }

            var parts = line.Split(' ');
            operations.Add(new Operation(parts[0], parts[1], parts[2].Split(','), isHere));
        }

        operations.Count.ShouldBeGreaterThan(200);
        operations.Count(o => o.IsHere).ShouldBeGreaterThan(100);
        return operations;
    }

    // The documents name one for each data type; and those of some data types are in the API's accounting document, which is not listed here.
    [GeneratedRegex(
        "^((create|update|delete)-push-operation|(list|get)-accounting-.+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ForADataType();

    private sealed record Operation(string Method, string Path, string[] Names, bool IsHere);

    private sealed record Endpoint(string Method, string Path, string? Name);
}
