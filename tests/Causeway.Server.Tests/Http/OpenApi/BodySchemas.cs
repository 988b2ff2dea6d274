using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;
using Causeway.Contracts;
using Causeway.Server.Http;

namespace Causeway.Server.Tests.Http.OpenApi;

/// <summary>The schemas of bodies, from the same source-generated metadata by which they are read and written, with what the code says of them.</summary>
internal sealed class BodySchemas
{
    private static readonly Dictionary<string, XElement> Comments = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Causeway.Server.xml"))
        .Descendants("member")
        .ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);

    private readonly SortedDictionary<string, JsonNode> all = new(StringComparer.Ordinal);

    /// <summary>All schemas that were referred to.</summary>
    public JsonObject Components => new(all.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value.DeepClone())));

    /// <summary>A reference to the schema of a body.</summary>
    public JsonObject Of(JsonTypeInfo type)
    {
        var name = NameOf(type.Type);
        if (!all.ContainsKey(name))
        {
            var options = new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = Transform,
            };
            var schema = type.GetJsonSchemaAsNode(options).AsObject();
            Rebase(schema, $"#/components/schemas/{name}");
            Describe(schema, Comment($"T:{NameInComments(type.Type)}")?.Element("summary"));
            all[name] = schema;
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static string NameOf(Type type) =>
        type switch
        {
            { IsGenericType: true } when type.Name.StartsWith("PagedBody", StringComparison.Ordinal) =>
                $"{NameOf(type.GenericTypeArguments[0])}Page",
            { IsGenericType: true } => NameOf(type.GenericTypeArguments[0]).Replace("Payload", "Event"),
            { DeclaringType: { } outer } => outer.Name + type.Name,
            _ => type.Name,
        };

    private static string NameInComments(Type type) => type.FullName!.Replace('+', '.');

    private static XElement? Comment(string id) => Comments.GetValueOrDefault(id);

    // The exporter knows no type with a converter of its own.
    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var node = schema as JsonObject ?? Known(type);
        if (type.IsEnum)
        {
            node["type"] = "string";
        }

        if (context.PropertyInfo?.AttributeProvider is PropertyInfo property)
        {
            Describe(node, CommentOf(property));
        }

        return node;
    }

    private static JsonObject Known(Type type)
    {
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGuidId<>)))
        {
            return new JsonObject { ["type"] = "string", ["format"] = "uuid" };
        }

        return type.Name switch
        {
            nameof(DateTimeOffset) => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
            nameof(RawJson) or "JsonElement" => [],
            nameof(Secret) or nameof(String) or "DataType" => new JsonObject { ["type"] = "string" },
            _ => throw new InvalidOperationException($"What is {type} in JSON?"),
        };
    }

    private static XElement? CommentOf(PropertyInfo property)
    {
        var type = NameInComments(
            property.DeclaringType!.IsGenericType
                ? property.DeclaringType.GetGenericTypeDefinition()
                : property.DeclaringType
        );
        return Comment($"P:{type}.{property.Name}")?.Element("summary")
            ?? Comment($"T:{type}")?.Elements("param").FirstOrDefault(p => p.Attribute("name")!.Value == property.Name);
    }

    private static void Describe(JsonObject schema, XElement? comment)
    {
        if (comment is not null)
        {
            var words = string.Concat(
                    comment
                        .DescendantNodes()
                        .Select(n =>
                            n switch
                            {
                                XText text => text.Value,
                                XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1]
                                    ?? "",
                                _ => "",
                            }
                        )
                )
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            schema["description"] = string.Join(' ', words);
        }
    }

    // A type that comes twice refers to where it came first, from the root; which is elsewhere now.
    private static void Rebase(JsonNode? node, string root)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Rebase(item, root);
            }
        }

        if (node is not JsonObject schema)
        {
            return;
        }

        if (schema["$ref"]?.GetValue<string>() is { } pointer)
        {
            schema["$ref"] = root + pointer[1..];
        }

        foreach (var (_, member) in schema.ToList())
        {
            Rebase(member, root);
        }
    }
}
