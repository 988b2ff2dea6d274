namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>What a process has printed so far, both streams, over all its restarts.</summary>
public sealed class ServerOutput
{
    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private int start;

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

    /// <summary>Whether the process that runs now has printed a line with this in it.</summary>
    internal bool Tells(string text)
    {
        lock (gate)
        {
            return lines.Skip(start).Any(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    /// <summary>What follows is printed by the next process.</summary>
    internal void Begin()
    {
        lock (gate)
        {
            start = lines.Count;
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
