using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Causeway.Server.Http;
using Causeway.Server.Webhooks.Events;
using Microsoft.AspNetCore.Routing;

namespace Causeway.Server.Tests.Http.OpenApi;

/// <summary>Writes the OpenAPI document of our own operations, from the endpoints that are mapped.</summary>
internal sealed partial class DocumentWriter(IEnumerable<RouteEndpoint> endpoints)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, (string Type, string Description)> Query = new(StringComparer.Ordinal)
    {
        ["page"] = ("integer", "The number of the page, from 1"),
        ["pageSize"] = ("integer", "How many a page has"),
        ["query"] = ("string", "Which, in the query language"),
        ["orderBy"] = ("string", "A field to order by; a minus before it turns the order"),
        ["cursor"] = ("string", "Where the answer before ended; absent to begin"),
        ["eventType"] = ("string", "Only events of a type"),
        ["companyId"] = ("string", "Only events about a company"),
    };

    private readonly BodySchemas schemas = new();
    private readonly SortedDictionary<string, JsonObject> pathParameters = new(StringComparer.Ordinal);

    public string Write()
    {
        var paths = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var endpoint in endpoints)
        {
            if (OperationOf(endpoint) is not { } operation)
            {
                continue;
            }

            var path = endpoint.RoutePattern.RawText!;
            paths.TryAdd(path, []);
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                paths[path][method.ToLowerInvariant()] = Describe(operation, endpoint, path);
            }
        }

        var events = new JsonObject
        {
            [EventTypes.AuthorizationExpiring] = Event(
                "A connection's authorization ends soon, and must be given again",
                EventJson.Default.EventBodyExpiringPayload
            ),
            [EventTypes.WebhookDisabled] = Event(
                "A webhook consumer was disabled by this server",
                EventJson.Default.EventBodyWebhookDisabledPayload
            ),
            [EventTypes.WebhookMessageFailed] = Event(
                "A message to a webhook consumer was given up",
                EventJson.Default.EventBodyWebhookMessageFailedPayload
            ),
        };
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Causeway",
                ["version"] = "1",
                ["description"] =
                    "What Causeway has beyond the public API, whose own documents describe the rest; and its webhooks, which have members of their own here.",
            },
            ["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["paths"] = new JsonObject(paths.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
            ["webhooks"] = events,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject
                    {
                        ["type"] = "apiKey",
                        ["in"] = "header",
                        ["name"] = "Authorization",
                        ["description"] = "Basic, and an API key in base64",
                    },
                },
                ["parameters"] = new JsonObject(
                    pathParameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))
                ),
                ["responses"] = new JsonObject
                {
                    ["Refused"] = new JsonObject
                    {
                        ["description"] = "It was refused, or failed",
                        ["content"] = Json(schemas.Of(ApiJson.Default.ErrorBody)),
                    },
                },
                ["schemas"] = schemas.Components,
            },
        };
        return document.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>What is said of an endpoint's operation, if it is one of our own.</summary>
    public static OwnOperation? OperationOf(RouteEndpoint endpoint)
    {
        var route = endpoint.RoutePattern.RawText!;
        if (route.EndsWith("/raw", StringComparison.Ordinal))
        {
            var type = ParameterInPath()
                .Replace(route[(route.IndexOf("/data/", StringComparison.Ordinal) + 6)..^4], "");
            return new OwnOperation($"get-raw-{type.Trim('/').Replace('/', '-')}", "Get a record as its source has it");
        }

        var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        return OwnOperations.All.FirstOrDefault(o => o.Name == name);
    }

    private JsonObject Describe(OwnOperation operation, RouteEndpoint endpoint, string path)
    {
        var described = new JsonObject
        {
            ["operationId"] = operation.Name,
            ["summary"] = operation.Summary,
            ["tags"] = new JsonArray(TagOf(path)),
        };
        if (operation.IsPublic)
        {
            described["security"] = new JsonArray();
        }

        JsonNode[] parameters =
        [
            .. endpoint.RoutePattern.Parameters.Select(p => InPath(p.Name)),
            .. operation.Query.Select(q => Parameter("query", q, Query[q].Type, Query[q].Description)),
        ];
        if (parameters.Length > 0)
        {
            described["parameters"] = new JsonArray(parameters);
        }

        if (operation.Body is not null || operation.TakesAnything)
        {
            described["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Json(operation.Body is null ? [] : schemas.Of(operation.Body)),
            };
        }

        described["responses"] = new JsonObject
        {
            [operation.Status.ToString(CultureInfo.InvariantCulture)] = Answer(operation),
            ["default"] = new JsonObject { ["$ref"] = "#/components/responses/Refused" },
        };
        return described;
    }

    private JsonObject Answer(OwnOperation operation)
    {
        var answer = new JsonObject
        {
            ["description"] = operation.Status switch
            {
                201 => "Created",
                202 => "Under way",
                204 => "Done",
                _ => "OK",
            },
        };
        if (operation.MediaType is { } media)
        {
            answer["content"] = new JsonObject { [media] = new JsonObject() };
        }
        else if (operation.Status is not (202 or 204))
        {
            answer["content"] = Json(
                operation.Answer is { } body ? schemas.Of(body)
                : operation.Name is "list-record-changes" ? Changes()
                : []
            );
        }

        return answer;
    }

    private JsonObject Event(string summary, JsonTypeInfo body) =>
        new()
        {
            ["post"] = new JsonObject
            {
                ["summary"] = summary,
                ["requestBody"] = new JsonObject { ["content"] = Json(schemas.Of(body)) },
                ["responses"] = new JsonObject { ["2XX"] = new JsonObject { ["description"] = "It was taken" } },
            },
        };

    // It is written as it is read from the database, and has no type.
    private static JsonObject Changes() =>
        JsonNode
            .Parse(
                """
                {
                  "type": "object",
                  "required": ["results", "cursor", "hasMore"],
                  "properties": {
                    "results": {
                      "type": "array",
                      "items": {
                        "type": "object",
                        "required": ["change", "id", "record"],
                        "properties": {
                          "change": { "type": "string", "enum": ["created", "updated", "deleted"] },
                          "id": { "type": "string", "description": "The record" },
                          "record": { "description": "The record in the standard form" }
                        }
                      }
                    },
                    "cursor": { "type": "string", "description": "Where to go on, now or later" },
                    "hasMore": { "type": "boolean", "description": "Whether there is more already" },
                    "_links": { "type": "object" }
                  }
                }
                """
            )!
            .AsObject();

    private JsonObject InPath(string name)
    {
        pathParameters.TryAdd(name, Parameter("path", name, "string", null));
        return new JsonObject { ["$ref"] = $"#/components/parameters/{name}" };
    }

    private static JsonObject Parameter(string where, string name, string type, string? description)
    {
        var schema = new JsonObject { ["type"] = type };
        if (where is "path" && IsGuid().IsMatch(name))
        {
            schema["format"] = "uuid";
        }

        var parameter = new JsonObject
        {
            ["in"] = where,
            ["name"] = name,
            ["required"] = where is "path",
            ["schema"] = schema,
        };
        if (description is not null)
        {
            parameter["description"] = description;
        }

        return parameter;
    }

    private static JsonObject Json(JsonObject schema) =>
        new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static string TagOf(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["webhooks", ..] => "Webhooks",
            ["companies", _, "connections", _, "data", ..] or ["companies", _, "data", _, .., "raw"] => "Records",
            [.., "changes", _] => "Records",
            [.., "quarantine", _] or [.., "quarantine", _, _] or [.., "approve"] => "Sync",
            ["connections"] or ["companies", _, "connections", ..] => "Connections",
            ["integrations" or "branding", ..] => "Integrations",
            ["companies", ..] => "History",
            _ => "Settings",
        };

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex ParameterInPath();

    [GeneratedRegex(
        "^(companyId|connectionId|datasetId|webhookId|messageId|pushOperationKey)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex IsGuid();
}
