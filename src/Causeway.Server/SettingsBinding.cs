using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Causeway.Contracts;
using Microsoft.Extensions.Options;

namespace Causeway.Server;

/// <summary>Reads the settings of a feature. Whatever is wrong with them stops the start, with a message that names each wrong one.</summary>
public static class SettingsBinding
{
    /// <summary>Binds a section to its options, and checks them at start.</summary>
    /// <typeparam name="TOptions">The options: what may be set, each with a default and an annotation of what is allowed.</typeparam>
    /// <param name="services">The container.</param>
    /// <param name="section">The section, such as <c>Causeway:Sync</c>.</param>
    public static void AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services
            .AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) => Bind(options, configuration.GetSection(section)))
            .ValidateOnStart();
        services.AddSingleton(new KnownSection(section));
    }

    /// <summary>Refuses what nobody reads: a misspelt setting would be lost without a word.</summary>
    /// <exception cref="OptionsValidationException">There are settings of ours that are not known.</exception>
    public static void CheckNames(IConfiguration configuration, IEnumerable<KnownSection> sections)
    {
        var known = sections
            .Select(s => s.Path["Causeway:".Length..])
            .Concat(ServerOptions.Names)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = Unknown(configuration.GetSection("Causeway"), "", known).ToList();
        if (unknown.Count > 0)
        {
            throw new OptionsValidationException("Causeway", typeof(ServerOptions), unknown);
        }
    }

    // A section may lie in another that has no settings of its own: Portal:OpenIdConnect.
    private static IEnumerable<string> Unknown(IConfigurationSection section, string prefix, HashSet<string> known) =>
        section
            .GetChildren()
            .SelectMany(child =>
                known.Contains(prefix + child.Key) ? []
                : known.Any(k => k.StartsWith($"{prefix}{child.Key}:", StringComparison.OrdinalIgnoreCase))
                    ? Unknown(child, $"{prefix}{child.Key}:", known)
                : new[] { NotKnown(child, known) }
            );

    private static void Bind(object options, IConfigurationSection section)
    {
        var properties = options
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite)
            .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        var wrong = new List<string>();
        foreach (var child in section.GetChildren())
        {
            if (!properties.TryGetValue(child.Key, out var property))
            {
                wrong.Add(NotKnown(child, properties.Keys));
            }
            else if (Set(options, property, child) is { } reason)
            {
                wrong.Add($"The setting {child.Path} {reason}");
            }
        }

        wrong.AddRange(Check(options, section));
        if (wrong.Count > 0)
        {
            throw new OptionsValidationException(section.Path, options.GetType(), wrong);
        }
    }

    private static string? Set(object options, PropertyInfo property, IConfigurationSection setting)
    {
        if (setting.Value is null)
        {
            return "has no value of its own, but others below it.";
        }

        try
        {
            property.SetValue(
                options,
                property.PropertyType == typeof(Secret)
                    ? new Secret(setting.Value)
                    : TypeDescriptor
                        .GetConverter(property.PropertyType)
                        .ConvertFromInvariantString(setting.Value.Trim())
            );
            return null;
        }
        // What the converters throw for a text that is no such value: one of several kinds, often wrapped.
        catch (Exception e)
            when (e is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return $"must be {FormOf(property.PropertyType)}.";
        }
    }

    private static IEnumerable<string> Check(object options, IConfigurationSection section)
    {
        var findings = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), findings, validateAllProperties: true);
        return findings.Select(f =>
            $"The setting {section.Path}:{f.MemberNames.FirstOrDefault() ?? "?"} is wrong: {f.ErrorMessage}"
        );
    }

    private static string NotKnown(IConfigurationSection setting, IEnumerable<string> known) =>
        $"The setting {setting.Path} is not known here; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    private static string FormOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? FormOf(inner)
        : type == typeof(bool) ? "true or false"
        : type == typeof(int) || type == typeof(long) ? "a whole number"
        : type == typeof(double) || type == typeof(decimal) ? "a number"
        : type == typeof(TimeSpan) ? "a span of time such as 00:00:30, or 1.00:00:00 for a day"
        : $"a {type.Name}";
}

/// <summary>A section of settings that a feature reads.</summary>
/// <param name="Path">The section, such as <c>Causeway:Sync</c>.</param>
public sealed record KnownSection(string Path);
