using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Causeway.Server.Access;
using Causeway.Server.Http.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Portal.Reference;

/// <summary>
/// The documents that the reference shows: what this server adds to the public API, as it is published, and what it serves of the public API,
/// put together from the endpoints when somebody asks.
/// </summary>
public sealed class ApiDocument(EndpointDataSource endpoints, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    /// <summary>The name of the document of what is added.</summary>
    public const string Additions = "additions";

    /// <summary>The name of the document of the public API.</summary>
    public const string Public = "api";

    private static readonly string[] ListParameters = ["page", "pageSize", "query", "orderBy"];

    /// <summary>A document; null if there is none of the name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="server">Where the API is, for trying it.</param>
    public JsonObject? Find(string name, string server)
    {
        var additions = ReadAdditions();
        var document = name switch
        {
            Additions => additions,
            Public => Write(additions),
            _ => null,
        };
        if (document is not null)
        {
            document["servers"] = new JsonArray(new JsonObject { ["url"] = server });
        }

        return document;
    }

    private static JsonObject ReadAdditions()
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(OpenApiDocument.Resource)!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    private JsonObject Write(JsonObject additions)
    {
        var own = additions["paths"]!
            .AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => (string?)o.Value!["operationId"]))
            .ToHashSet(StringComparer.Ordinal);
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().OrderBy(e => e.RoutePattern.RawText))
        {
            var operation = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
            if (operation is null || own.Contains(operation) || !ApiKeyCheck.NeedsApiKey(endpoint))
            {
                continue;
            }

            var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            paths.TryAdd(path, new JsonObject());
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                paths[path]!.AsObject().TryAdd(method.ToLowerInvariant(), Operation(endpoint, operation, method));
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "The public API",
                ["version"] = "1",
                ["description"] =
                    "The operations of the public API that this server has, to be tried. A key is the value of the header Authorization: the word Basic, and the API key in base64.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = additions["components"]!["securitySchemes"]!.DeepClone(),
            },
            ["security"] = additions["security"]!.DeepClone(),
        };
    }

    private JsonObject Operation(RouteEndpoint endpoint, string operation, string method)
    {
        var parameters = new JsonArray();
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            parameters.Add(Parameter(parameter.Name, "path", isRequired: true));
        }

        if (operation.StartsWith("list-", StringComparison.Ordinal) && method == HttpMethods.Get)
        {
            foreach (var name in ListParameters)
            {
                parameters.Add(Parameter(name, "query", isRequired: false));
            }
        }

        var written = new JsonObject
        {
            ["operationId"] = operation,
            ["summary"] = Shell.Words.Of(operation.Replace("-", " ", StringComparison.Ordinal)),
            ["tags"] = new JsonArray(Tag(endpoint)),
            ["parameters"] = parameters,
            ["responses"] = new JsonObject
            {
                ["default"] = new JsonObject { ["description"] = "The answer, or an error." },
            },
        };
        if (method != HttpMethods.Get && method != HttpMethods.Delete && Body(endpoint) is { } body)
        {
            written["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = body } },
            };
        }

        return written;
    }

    private static JsonObject Parameter(string name, string place, bool isRequired) =>
        new()
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = isRequired,
            ["schema"] = new JsonObject { ["type"] = name is "page" or "pageSize" ? "integer" : "string" },
        };

    // The area of the server that the endpoint is of, which is the namespace of what answers it.
    private static string Tag(RouteEndpoint endpoint) =>
        endpoint.Metadata.OfType<System.Reflection.MethodInfo>().FirstOrDefault()?.DeclaringType?.Namespace is { } space
        && space.Split('.') is [_, _, var area, ..]
            ? area
            : "API";

    private JsonNode? Body(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } type
            ? JsonSchemaExporter.GetJsonSchemaAsNode(json.Value.SerializerOptions, type)
            : null;
}
