namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>What a process has printed so far, both streams, over all its restarts.</summary>
public sealed class ServerOutput
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];

    public string Text
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', lines);
            }
        }
    }

    internal void Add(string? line)
    {
        if (line is not null)
        {
            lock (gate)
            {
                lines.Add(line);
            }
        }
    }

    public override string ToString() => Text;
}
