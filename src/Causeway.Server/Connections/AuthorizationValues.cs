using System.Text.RegularExpressions;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Http;

namespace Causeway.Server.Connections;

/// <summary>What a user or a client gave to authorize a connection, checked against what its integration asks for.</summary>
public static class AuthorizationValues
{
    private const int MaxLength = 8192;

    /// <summary>Checks the values and fills in the defaults.</summary>
    /// <param name="fields">What the integration asks for.</param>
    /// <param name="given">Values by field name; an empty one counts as absent.</param>
    /// <param name="canChooseOrganisation">Whether the organisation may be among them.</param>
    /// <returns>All values, or a refusal that names each field that is wrong.</returns>
    public static Outcome<Dictionary<string, Secret>> Check(
        IReadOnlyList<AuthField> fields,
        IReadOnlyDictionary<string, string?> given,
        bool canChooseOrganisation
    )
    {
        var errors = new List<FieldError>();
        var values = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (name == SourceConnection.OrganisationField && canChooseOrganisation)
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    values[name] = new Secret(value.Trim());
                }
            }
            else if (!fields.Any(f => f.Name == name))
            {
                errors.Add(
                    new FieldError(
                        Shortened(name),
                        $"{Shortened(name)} is not a field of this integration; {KnownFields(fields)}"
                    )
                );
            }
        }

        foreach (var field in fields)
        {
            var value = Normalized(field, given.GetValueOrDefault(field.Name));
            if (value is null)
            {
                if (!field.Optional)
                {
                    errors.Add(new FieldError(field.Name, $"{field.Name} ({field.Label}) is missing."));
                }
            }
            else if (Wrong(field, value) is { } why)
            {
                errors.Add(new FieldError(field.Name, $"{field.Name} ({field.Label}) {why}."));
            }
            else
            {
                values[field.Name] = new Secret(value);
            }
        }

        return errors.Count == 0
            ? values
            : new Refusal(StatusCodes.Status400BadRequest, string.Join(' ', errors.Take(5).Select(e => e.Message)))
            {
                Fields = errors,
            };
    }

    private static string? Normalized(AuthField field, string? value)
    {
        // Space around a pasted address or name is never meant; in a password it may be.
        var text = field.Kind is AuthFieldKind.Password ? value : value?.Trim();
        return string.IsNullOrEmpty(text) ? field.Default : text;
    }

    private static string? Wrong(AuthField field, string value) =>
        value.Length > MaxLength ? $"must have at most {MaxLength} characters"
        : value.Contains('\0', StringComparison.Ordinal) ? "must not have the character U+0000"
        : field.Kind switch
        {
            AuthFieldKind.Choice when !field.Choices.Any(c => c.Value == value) =>
                $"must be one of {string.Join(", ", field.Choices.Select(c => c.Value))}",
            AuthFieldKind.Url when !IsWebAddress(value) => "must be an absolute http or https address",
            _ when field.Pattern is { } pattern && !Matches(value, pattern) =>
                $"is not as it should be{(field.Help is null ? "" : $": {field.Help.TrimEnd('.')}")}",
            _ => null,
        };

    private static bool Matches(string value, string pattern) =>
        Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static bool IsWebAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", Host.Length: > 0, UserInfo.Length: 0 };

    private static string KnownFields(IReadOnlyList<AuthField> fields) =>
        fields.Count == 0 ? "it has none." : $"it has {string.Join(", ", fields.Select(f => f.Name))}.";

    private static string Shortened(string name) => name.Length <= 64 ? name : name[..64];
}
