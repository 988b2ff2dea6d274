using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Http;

namespace Causeway.Server.Push;

/// <summary>
/// Checks what a client wants written against the standard model: its form alone, for what it means is the source's to judge. What the model
/// requires must be there, but for a record's own totals and for what can be Unknown: sources differ in which of these they ask for.
/// </summary>
public static class PushModel
{
    // Served with a record and so sent back by clients that change one; the source decides about both.
    private static readonly string[] ServedOnly = ["metadata", "modifiedDate"];

    private static readonly JsonSerializerOptions s_strict = Strict();

    /// <summary>Takes a body that is a record of the data type.</summary>
    /// <returns>The JSON as it was sent.</returns>
    public static Outcome<string> Read(DataType type, ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
        {
            return Refusal.Invalid("body", "The body is not valid UTF-8.");
        }

        try
        {
            if (JsonSerializer.Deserialize(body, s_strict.GetTypeInfo(type.Model!)) is null)
            {
                return Refusal.Invalid("body", "The body must be an object.");
            }
        }
        catch (JsonException e)
        {
            return BodyRefusal.For(e);
        }

        return Encoding.UTF8.GetString(body);
    }

    private static JsonSerializerOptions Strict()
    {
        var options = new JsonSerializerOptions(StandardJson.Wire.Options)
        {
            AllowDuplicateProperties = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            TypeInfoResolver = new StandardJson()
                .WithAddedModifier(RequireWhatEverySourceNeeds)
                .WithAddedModifier(IgnoreWhatIsServedOnly),
        };
        options.Converters.Add(new TextConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void RequireWhatEverySourceNeeds(JsonTypeInfo type)
    {
        var isRecord = type.Type.IsAssignableTo(typeof(IStandardRecord));
        foreach (var member in type.Properties.Where(m => m.IsRequired))
        {
            var isTotal = isRecord && (member.PropertyType == typeof(decimal) || member.PropertyType == typeof(bool));
            var canBeUnknown = member.PropertyType.IsEnum && Enum.GetName(member.PropertyType, 0) is "Unknown";
            member.IsRequired = !isTotal && !canBeUnknown;
        }
    }

    private static void IgnoreWhatIsServedOnly(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(IStandardRecord)))
        {
            return;
        }

        foreach (var name in ServedOnly)
        {
            var member = type.CreateJsonPropertyInfo(typeof(JsonElement), name);
            member.Set = static (_, _) => { };
            type.Properties.Add(member);
        }
    }
}
