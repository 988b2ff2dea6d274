using System.Text.Json;
using Causeway.Compatibility.Tests.Infrastructure;

namespace Causeway.Compatibility.Tests.PublishedClients;

internal static class ClientReads
{
    /// <summary>Asserts of steps that read a data type that there were records, in pages, and that one is what the list says.</summary>
    public static void ShouldHaveRead(this ClientRun run, IEnumerable<string> steps)
    {
        List<string> wrong = [];
        foreach (var step in steps)
        {
            try
            {
                ShouldHaveRead(run[step]);
            }
            catch (ShouldAssertException e)
            {
                wrong.Add($"{step}: {e.Message}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static void ShouldHaveRead(JsonElement read)
    {
        var total = read.Number("total");
        total.ShouldBeGreaterThan(0);
        read.Number("count").ShouldBe(Math.Min(total, 5));
        read.Number("pageNumber").ShouldBe(1);
        read.Has("next").ShouldBe(total > 5);
        if (read.Has("one"))
        {
            // One tracking category is read as a tree, which has what its list has and more.
            foreach (var property in read.At("first").EnumerateObject().Where(p => read.Has($"one.{p.Name}")))
            {
                read.At($"one.{property.Name}").ToString().ShouldBe(property.Value.ToString(), property.Name);
            }

            read.Text("one.id").ShouldBe(read.Text("first.id"));
        }
    }
}
