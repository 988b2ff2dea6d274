using System.Globalization;
using Causeway.Server.Storage;

namespace Causeway.Bench;

/// <summary>What was measured beside what was aimed at, as a table in Markdown.</summary>
internal sealed class Report
{
    private readonly List<string> lines = [];

    /// <summary>A rate beside the limit that was measured in the same run.</summary>
    public void Ratio(string what, DatabaseKind database, double rate, double limit, double ratio, double aim) =>
        Add(what, database, $"{rate:N0}/s", $"{limit:N0}/s", $"{ratio:F2}", $"at least {aim:F1}", ratio >= aim);

    /// <summary>A figure that should be high.</summary>
    public void AtLeast(string what, DatabaseKind database, double value, double aim, string unit = "/s") =>
        Add(what, database, $"{value:N0}{unit}", $"", $"", $"at least {aim:N0}{unit}", value >= aim);

    /// <summary>A figure that should be low.</summary>
    public void AtMost(string what, DatabaseKind database, double value, double aim, string unit) =>
        Add(what, database, $"{value:0.##}{unit}", $"", $"", $"at most {aim:0.##}{unit}", value <= aim);

    /// <summary>How long something takes where there is little and where there is much.</summary>
    public void Same(string what, DatabaseKind database, double few, double many, double aim) =>
        Add(
            what,
            database,
            $"{many:F2} ms",
            $"{few:F2} ms",
            $"{many / few:F2}",
            $"at most {aim:F1}",
            many / few <= aim
        );

    /// <summary>A figure without an aim.</summary>
    public void Note(string what, DatabaseKind database, string value) =>
        Add($"| {what} | {database} | {value} | | | | |");

    /// <summary>Prints the table, if there is something in it.</summary>
    public void Print()
    {
        if (lines.Count == 0)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine("| what | database | measured | limit, or at 1,000 | ratio | aim | |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | --- | --- |");
        lines.ForEach(Console.WriteLine);
    }

    private void Add(
        string what,
        DatabaseKind database,
        FormattableString measured,
        FormattableString limit,
        FormattableString ratio,
        FormattableString aim,
        bool isMet
    )
    {
        string[] cells = [.. new[] { measured, limit, ratio, aim }.Select(FormattableString.Invariant)];
        Add($"| {what} | {database} | {string.Join(" | ", cells)} | {(isMet ? "met" : "**missed**")} |");
    }

    private void Add(string line)
    {
        lines.Add(line);
        Console.WriteLine(line);
    }
}
