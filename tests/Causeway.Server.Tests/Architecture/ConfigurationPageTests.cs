using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Causeway.Server.Storage;
using Microsoft.Extensions.Configuration;

namespace Causeway.Server.Tests.Architecture;

/// <summary>Holds <c>docs/configuration.md</c> against the settings that there are.</summary>
public partial class ConfigurationPageTests
{
    // Settings of the whole server, which are not bound but read one by one; and an operation about options.
    private static readonly Type[] Others =
    [
        typeof(ServerOptions),
        typeof(DatabaseOptions),
        typeof(Causeway.Server.Push.GetPushOptions),
    ];

    [Fact]
    public void Every_setting_has_its_row_with_its_default_and_no_row_is_without_a_setting()
    {
        var rows = Rows().ToList();

        rows.Select(r => r.Setting).ShouldBeUnique();
        rows.ToDictionary(r => r.Setting, r => r.Default).ShouldBe(Settings(), ignoreOrder: true);
        rows.ShouldAllBe(r => r.Unit.Length > 0 && r.Meaning.Length > 10);
    }

    [Fact]
    public void Every_class_of_options_says_which_section_it_is()
    {
        var nameless = OptionClasses().Where(type => SectionOf(type) is null).Select(type => type.Name);

        nameless.ShouldBeEmpty("A class of options has a constant Section, and is added by AddSettings.");
        OptionClasses().Count().ShouldBeGreaterThan(4);
    }

    private static Dictionary<string, string> Settings()
    {
        var settings = OptionClasses()
            .SelectMany(type =>
            {
                var options = Activator.CreateInstance(type);
                return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(p => p.CanWrite)
                    .Select(p => (Name: $"{SectionOf(type)}:{p.Name}", Default: Written(p.GetValue(options))));
            })
            .ToDictionary(s => s.Name, s => s.Default, StringComparer.Ordinal);
        var configuration = new ConfigurationManager();
        ServerDefaults.AddTo(configuration);
        var server = ServerOptions.From(configuration);
        settings.Add("urls", $"`{configuration["urls"]}`");
        foreach (var property in typeof(ServerOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            settings.Add($"Causeway:{property.Name}", Written(property.GetValue(server)));
        }

        return settings;
    }

    private static IEnumerable<Type> OptionClasses() =>
        typeof(ServerOptions)
            .Assembly.GetExportedTypes()
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t is { IsAbstract: false })
            .Where(t => t.Namespace!.StartsWith("Causeway.", StringComparison.Ordinal))
            .Except(Others);

    private static string? SectionOf(Type type) =>
        type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string;

    private static string Written(object? value) =>
        value switch
        {
            null or "" => "none",
            bool flag => flag ? "`true`" : "`false`",
            DatabaseOptions database => $"`Data Source={Relative(FileOf(database))}`",
            IReadOnlySet<string> set => $"`{string.Join(',', set)}`",
            Uri address => $"`{address.GetLeftPart(UriPartial.Authority)}`",
            string text when Path.IsPathRooted(text) => $"`{Relative(text)}`",
            IFormattable other => $"`{other.ToString(null, CultureInfo.InvariantCulture)}`",
            var text => $"`{text}`",
        };

    private static string FileOf(DatabaseOptions database) =>
        new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(database.ConnectionString).DataSource;

    private static string Relative(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path);

    private static IEnumerable<Row> Rows() =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", "configuration.md"))
            .Select(line => RowPattern().Match(line))
            .Where(match => match.Success)
            .Select(match => new Row(
                match.Groups["setting"].Value,
                match.Groups["default"].Value,
                match.Groups["unit"].Value,
                match.Groups["meaning"].Value
            ));

    [GeneratedRegex(
        @"^\| `(?<setting>urls|Causeway:[^`]+)` \| (?<default>[^|]+) \| (?<unit>[^|]+) \| (?<meaning>.+) \|$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex RowPattern();

    private sealed record Row(string Setting, string Default, string Unit, string Meaning);
}
