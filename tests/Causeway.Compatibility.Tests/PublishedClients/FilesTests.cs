using Causeway.Compatibility.Tests.Infrastructure;
using Causeway.Server.Storage;

namespace Causeway.Compatibility.Tests.PublishedClients;

/// <summary>Files through the published lending client.</summary>
public sealed class FilesTests(SharedServers servers)
{
    [Theory, EachDatabase]
    public async Task A_file_is_uploaded_listed_and_downloaded(DatabaseKind kind)
    {
        var run = await servers.RunAsync(kind, "files.js");

        run["get the connection"].Text("status").ShouldBe("Linked");
        var file = run["list the files"].EnumerateArray().ShouldHaveSingleItem();
        file.Text("fileName").ShouldBe("books.pdf");
        file.Text("sourceType").ShouldBe("Accounting");
        run["download the files"].Text("begins").ShouldBe("PK");
        run["download the files"].Number("size").ShouldBeGreaterThan(20);
    }
}
