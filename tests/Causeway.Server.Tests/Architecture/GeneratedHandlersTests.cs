using System.Reflection;
using System.Text.RegularExpressions;
using Causeway.Server.Storage;

namespace Causeway.Server.Tests.Architecture;

public partial class GeneratedHandlersTests
{
    private static readonly Assembly Server = typeof(Messages).Assembly;

    [Fact]
    public void Every_handler_has_generated_code()
    {
        var generated = Server
            .GetTypes()
            .Where(t => t.Namespace == "Internal.Generated.WolverineHandlers")
            .Select(t => TrailingNumber().Replace(t.Name, ""))
            .ToHashSet(StringComparer.Ordinal);
        var handlers = Server
            .GetExportedTypes()
            .Where(t =>
                t.Name.EndsWith("Handler", StringComparison.Ordinal)
                && t.Namespace!.StartsWith("Causeway.", StringComparison.Ordinal)
            )
            .Select(t => (Handler: t, Method: t.GetMethod("HandleAsync") ?? t.GetMethod("Handle")))
            .Where(h => h.Method is { IsStatic: true })
            .ToList();

        var missing = handlers
            // Named after the message where it has one handler, after the handler where it has several.
            .Where(h =>
                !generated.Contains($"{h.Method!.GetParameters()[0].ParameterType.Name}Handler")
                && !generated.Contains($"{h.Handler.Name}Handler")
            )
            .Select(h => h.Handler.Name);

        handlers.Count.ShouldBeGreaterThan(10);
        missing.ShouldBeEmpty("Run ./generate-handlers and commit what it writes.");
    }

    [GeneratedRegex("[0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex TrailingNumber();
}
