using System.Reflection;
using System.Text.RegularExpressions;
using Causeway.Connectors;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Tests.Architecture;

public partial class DependencyRulesTests
{
    private const string Server = "src/Causeway.Server";

    private static readonly List<Arrow> Arrows = [.. FindArrows()];

    [Fact]
    public void A_folder_uses_only_what_the_table_grants()
    {
        var forbidden = Arrows.Where(a =>
            !DependencyRules.Foundations.Contains(a.To)
            && !DependencyRules.MayUse.GetValueOrDefault(a.From, []).Contains(a.To)
        );

        Arrows.Count.ShouldBeGreaterThan(100);
        forbidden.ShouldBeEmpty();
    }

    [Fact]
    public void The_table_has_every_folder_and_no_grant_that_nobody_needs()
    {
        DependencyRules.MayUse.Keys.Concat(DependencyRules.Foundations).ShouldBe(Folders(), ignoreOrder: true);
        var unused = DependencyRules
            .MayUse.SelectMany(rule => rule.Value.Select(to => (From: rule.Key, To: to)))
            .Except(Arrows.Select(a => (a.From, a.To)));
        unused.ShouldBeEmpty();
    }

    [Fact]
    public void The_table_has_no_cycles()
    {
        var left = DependencyRules.MayUse.ToDictionary(rule => rule.Key, rule => rule.Value.ToHashSet());
        while (left.FirstOrDefault(rule => rule.Value.Count == 0).Key is { } free)
        {
            left.Remove(free);
            foreach (var uses in left.Values)
            {
                uses.Remove(free);
            }
        }

        left.Select(rule => $"{rule.Key} → {string.Join(", ", rule.Value)}").ShouldBeEmpty();
    }

    [Fact]
    public void Assemblies_of_ours_refer_to_no_more_than_they_may()
    {
        References(typeof(Connector).Assembly).ShouldBeEmpty();
        References(typeof(BuiltInConnectors).Assembly).ShouldBe(["Causeway.Contracts"]);
        References(typeof(ServerOptions).Assembly).ShouldBe(["Causeway.Connectors", "Causeway.Contracts"]);
    }

    [Fact]
    public void The_server_knows_the_built_in_connectors_only_as_a_list()
    {
        typeof(BuiltInConnectors)
            .Assembly.GetExportedTypes()
            .Where(t => t.Namespace == typeof(BuiltInConnectors).Namespace)
            .ShouldBe([typeof(BuiltInConnectors)]);
        var others = Repository
            .Files(Server, "*.cs")
            .Where(file => OneConnector().IsMatch(file.Text))
            .Select(file => file.Name);

        others.ShouldBeEmpty();
    }

    [Fact]
    public void No_connector_uses_another()
    {
        var connectors = Repository
            .Files("src/Causeway.Connectors", "*.cs")
            .Where(file => file.Parts.Count > 1)
            .SelectMany(file =>
                OneConnector()
                    .Matches(file.Text)
                    .Select(m => (file.Name, From: file.Parts[0], To: m.Groups["name"].Value))
            )
            .ToList();

        connectors.ShouldNotBeEmpty();
        connectors.Where(use => use.From != use.To).ShouldBeEmpty();
    }

    [Fact]
    public void Link_and_Portal_save_no_entities()
    {
        var saving = Repository
            .Files(Server, "*.*")
            .Where(file => file.Parts[0] is "Link" or "Portal" && file.Name.EndsWith(".cs", StringComparison.Ordinal))
            .Where(file => Saving().IsMatch(file.Text))
            .Select(file => file.Name);

        saving.ShouldBeEmpty("What is changed is an operation of the slice that owns it.");
    }

    private static IEnumerable<Arrow> FindArrows()
    {
        var folders = Folders().ToHashSet(StringComparer.Ordinal);
        return Repository
            .Files(Server, "*.cs")
            .Concat(Repository.Files(Server, "*.razor"))
            .Where(file => file.Parts.Count > 1 && folders.Contains(file.Parts[0]))
            .SelectMany(file =>
                Mentions()
                    .Matches(Comments().Replace(file.Text, ""))
                    .Select(m => m.Groups["folder"].Value)
                    .Where(to => folders.Contains(to) && to != file.Parts[0])
                    .Distinct()
                    .Select(to => new Arrow(file.Parts[0], to, file.Name))
            );
    }

    private static IEnumerable<string> Folders() =>
        Repository.Files(Server, "*.cs").Where(f => f.Parts.Count > 1).Select(f => f.Parts[0]).Distinct();

    private static IEnumerable<string> References(Assembly assembly) =>
        assembly
            .GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Causeway.", StringComparison.Ordinal))
            .Order();

    // By the full name, or by the last part of it, as code inside the server can write it.
    [GeneratedRegex(
        @"(Causeway\.Server\.|(?<![\w.@""<]))(?<folder>[A-Z]\w+)(?=[.;])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mentions();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"Causeway\.Connectors\.(?!BuiltInConnectors)(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneConnector();

    [GeneratedRegex(
        @"SaveChanges|ExecuteDelete|ExecuteUpdate|ExecuteSql|IDbContextOutbox|\bdb\.(Add|Update|Remove|Attach)|\.Set<\w+>\(\)\.(Add|Update|Remove|Attach)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Saving();

    private sealed record Arrow(string From, string To, string File);
}
