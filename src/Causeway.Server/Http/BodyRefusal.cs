using System.Text.Json;
using System.Text.RegularExpressions;

namespace Causeway.Server.Http;

/// <summary>Says what is wrong with a body or a parameter, naming the field.</summary>
public static partial class BodyRefusal
{
    /// <summary>A body that is not the JSON that was expected.</summary>
    public static Refusal For(JsonException exception)
    {
        var field = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        if (MissingMembers().Match(exception.Message) is { Success: true } missing)
        {
            var prefix = field.Length == 0 ? "" : field + ".";
            var names = string.Join(
                ", ",
                missing.Groups["name"].Value.Split(", ").Select(name => prefix + name.Trim('\''))
            );
            return Refusal.Invalid(names, $"The body lacks: {names}.");
        }

        if (UnknownMember().Match(exception.Message) is { Success: true } unknown)
        {
            var name = unknown.Groups["name"].Value;
            name = field.EndsWith(name, StringComparison.Ordinal) ? field : name;
            return Refusal.Invalid(name, $"The body has a member that is not known here: {name}.");
        }

        var where = exception.LineNumber is { } line
            ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})"
            : "";
        return field.Length == 0
            ? Refusal.Invalid("body", $"The body is not valid JSON for this request{where}.")
            : Refusal.Invalid(field, $"The value of {field} is not valid{where}.");
    }

    /// <summary>A request that could not be read: a parameter of the wrong form, a missing or oversized body.</summary>
    public static Refusal For(BadHttpRequestException exception)
    {
        if (Parameter().Match(exception.Message) is { Success: true } parameter)
        {
            // Parameters that are members of a record are told by the member's name.
            var name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value);
            return new Refusal(exception.StatusCode, $"The value of {name} is not valid.")
            {
                Fields = [new FieldError(name, $"The value of {name} is not valid.")],
            };
        }

        return exception.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => new Refusal(413, "The body is too large."),
            StatusCodes.Status415UnsupportedMediaType => new Refusal(415, "The body must be application/json."),
            var status => new Refusal(status, "The request has no body, or one that can't be read.")
            {
                Fields = [new FieldError("body", "The body is missing or can't be read.")],
            },
        };
    }

    [GeneratedRegex("missing required properties including: (?<name>.+?)\\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("The JSON property '(?<name>.+?)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownMember();

    [GeneratedRegex("parameter \"[^\"]*?(?<name>\\w+)\" ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
