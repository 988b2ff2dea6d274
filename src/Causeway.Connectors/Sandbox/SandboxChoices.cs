using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Sandbox;

/// <summary>What is chosen when a made-up source is linked.</summary>
internal static class SandboxChoices
{
    public const string DataSet = "dataSet";
    public const string Fault = "fault";

    private static readonly (SandboxFault Fault, string Value, string Label)[] Faults =
    [
        (SandboxFault.None, "none", "None"),
        (SandboxFault.RateLimit, "rate-limit", "Now and then there are too many calls (429)"),
        (SandboxFault.AuthRevoked, "auth-revoked", "Access is revoked after the first read (401)"),
        (SandboxFault.Slow, "slow", "Each page takes two seconds"),
        (SandboxFault.Malformed, "malformed", "Some records can't be understood"),
        (SandboxFault.Unavailable, "unavailable", "Down for 20 seconds of each minute (503)"),
        (SandboxFault.Vanish, "vanish", "Most records vanish"),
        (SandboxFault.LostAnswer, "lost-answer", "Writes happen, but their answers are lost"),
        (SandboxFault.WriteRejected, "write-rejected", "Writes are refused"),
    ];

    /// <summary>The fields of the form; the first data set is the one that is taken when nothing is chosen.</summary>
    public static ConnectorAuth Of(IEnumerable<(string Key, string Name, string Description)> dataSets, bool writes)
    {
        AuthChoice[] sets = [.. dataSets.Select(s => new AuthChoice(s.Key, $"{s.Name} ({s.Description})"))];
        return new ConnectorAuth.None([
            new AuthField
            {
                Name = DataSet,
                Label = "Business",
                Kind = AuthFieldKind.Choice,
                Help = "A made-up business. It goes on living while it is connected.",
                Default = sets[0].Value,
                Choices = sets,
            },
            new AuthField
            {
                Name = Fault,
                Label = "What goes wrong",
                Kind = AuthFieldKind.Choice,
                Help = "For tests of what your program does when a source fails.",
                Default = "none",
                Choices =
                [
                    .. Faults.Where(f => writes || !IsOfWrites(f.Fault)).Select(f => new AuthChoice(f.Value, f.Label)),
                ],
            },
        ]);
    }

    /// <summary>The fault of a connection.</summary>
    public static SandboxFault FaultOf(SourceConnection connection)
    {
        var value = connection.ValueOrNull(Fault);
        return Array.Find(Faults, f => f.Value == value).Fault;
    }

    private static bool IsOfWrites(SandboxFault fault) =>
        fault is SandboxFault.LostAnswer or SandboxFault.WriteRejected;
}
