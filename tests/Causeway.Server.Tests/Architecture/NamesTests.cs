using System.Reflection;
using System.Text.RegularExpressions;
using Causeway.Connectors;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Tests.Architecture;

public partial class NamesTests
{
    // Words of the API, and of people: what a company shares.
    private static readonly string[] WordsOfTheApi =
    [
        "CompanyInfo",
        "CommerceCompanyInfo",
        "SupplementalData",
        "RefreshCompanyData",
        "SharedData",
    ];

    // To be split by whoever touches it next; no other may come to this list.
    private static readonly string[] TooLong = ["Causeway.Connectors.Tests/Tryton/TrytonWritesTests.cs"];

    private static readonly string[] Projects =
    [
        "src/Causeway.Contracts",
        "src/Causeway.Connectors",
        "src/Causeway.Server",
        "tests",
    ];

    [Fact]
    public void Types_are_named_by_what_they_are_for()
    {
        var banned = new[] { typeof(ServerOptions), typeof(BuiltInConnectors), typeof(Connector) }
            .SelectMany(t => t.Assembly.GetTypes())
            .Where(t => t.Namespace?.StartsWith("Causeway.", StringComparison.Ordinal) is true && !t.Name.Contains('<'))
            .Select(t => t.Name.Split('`')[0])
            .Where(name => BannedEnd().IsMatch(name) && !WordsOfTheApi.Contains(name))
            .Distinct();

        banned.ShouldBeEmpty();
    }

    [Fact]
    public void Folders_are_named_by_topic()
    {
        var banned = Projects
            .SelectMany(project => Repository.Files(project, "*.cs"))
            .SelectMany(file => file.Parts.SkipLast(1))
            .Where(part => part is "Services" or "Helpers" or "Utils" or "Common" or "Managers" or "Misc" or "Shared")
            .Distinct();

        banned.ShouldBeEmpty();
    }

    [Fact]
    public void Files_have_at_most_four_hundred_lines()
    {
        var long_ = Projects
            .SelectMany(project => Repository.Files(project, "*.cs"))
            .Select(file => (file.Name, Lines: File.ReadLines(file.Path).Count()))
            .Where(file => file.Lines > 400 && !TooLong.Contains(file.Name));

        long_.ShouldBeEmpty();
    }

    [Fact]
    public void Every_connector_that_comes_with_the_server_has_a_conformance_class()
    {
        var conformance = string.Concat(Repository.Files("tests", "*.cs").Select(file => file.Text));
        var missing = BuiltInConnectors
            .All.Select(connector => connector.GetType().Name)
            .Where(name => !conformance.Contains($": ConnectorConformance<{name}>", StringComparison.Ordinal));

        BuiltInConnectors.All.ShouldNotBeEmpty();
        missing.ShouldBeEmpty();
    }

    [GeneratedRegex(
        "(Manager|Helper|Helpers|Util|Utils|Service|Processor|Data|Info|Base|Impl)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex BannedEnd();
}
