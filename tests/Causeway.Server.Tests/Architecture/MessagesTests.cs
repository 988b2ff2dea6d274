using System.Reflection;
using System.Text.RegularExpressions;
using Causeway.Server.Storage;

namespace Causeway.Server.Tests.Architecture;

public partial class MessagesTests
{
    private static readonly List<MethodInfo> Handlers =
    [
        .. typeof(Messages)
            .Assembly.GetExportedTypes()
            .Where(t =>
                t.Name.EndsWith("Handler", StringComparison.Ordinal) && t is { IsAbstract: true, IsSealed: true }
            )
            .Select(t => t.GetMethod("HandleAsync") ?? t.GetMethod("Handle"))
            .OfType<MethodInfo>(),
    ];

    private static readonly HashSet<string> Handled =
    [
        .. Handlers.Select(handler => handler.GetParameters()[0].ParameterType.Name),
    ];

    [Fact]
    public void Every_message_that_is_sent_has_a_handler()
    {
        var sent = Repository
            .Files("src/Causeway.Server", "*.cs")
            .SelectMany(file => Sent().Matches(file.Text).Select(m => m.Groups["name"].Value))
            .Concat(Returned())
            .Distinct()
            .ToList();

        sent.Count.ShouldBeGreaterThan(8);
        sent.Where(name => !Handled.Contains(name)).ShouldBeEmpty();
    }

    [Fact]
    public void Handlers_are_named_for_what_they_take_or_do_and_static()
    {
        var odd = typeof(Messages)
            .Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith("Causeway.", StringComparison.Ordinal) is true)
            .Where(t => t.GetMethod("HandleAsync") is not null || t.GetMethod("Handle") is not null)
            // The framework's word for who decides on a policy.
            .Where(t => !t.IsAssignableTo(typeof(Microsoft.AspNetCore.Authorization.IAuthorizationHandler)))
            .Where(t =>
                !(
                    t.IsPublic
                    && t is { IsAbstract: true, IsSealed: true }
                    && t.Name.EndsWith("Handler", StringComparison.Ordinal)
                )
            )
            .Select(t => t.Name);

        odd.ShouldBeEmpty("Wolverine silently skips what it can't see.");
    }

    // What a handler returns is sent, too.
    private static IEnumerable<string> Returned() =>
        Handlers
            .SelectMany(handler => Unwrapped(handler.ReturnType))
            .Where(type => type.Namespace?.StartsWith("Causeway.", StringComparison.Ordinal) is true)
            .Select(type => type.Name);

    private static IEnumerable<Type> Unwrapped(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrapped)
        : type.IsArray ? Unwrapped(type.GetElementType()!)
        : [type];

    [GeneratedRegex(
        @"(PublishAsync|ScheduleAsync|SaveAsync|ScheduledAt)\(\s*(ct,\s*)?(new (?<name>[A-Z]\w+)\(|(?<name>[A-Z]\w+)\.Of\()",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Sent();
}
