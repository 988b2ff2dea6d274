using Causeway.Compatibility.Books;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>Gives a server the connectors of these tests, whose sources listen on loopback.</summary>
internal static class TestConnectors
{
    /// <summary>Settings for servers on these data.</summary>
    public static Dictionary<string, string?> SettingsFor(ServerHome home)
    {
        var built = typeof(BooksConnector).Assembly;
        var name = built.GetName().Name!;
        var connectors = Path.Combine(home.Directory, "connectors");
        Directory.CreateDirectory(Path.Combine(connectors, name));
        File.Copy(built.Location, Path.Combine(connectors, name, $"{name}.dll"), overwrite: true);
        return new Dictionary<string, string?>
        {
            ["Causeway:ConnectorsDirectory"] = connectors,
            ["Causeway:Gateway:AllowedNetworks"] = "127.0.0.0/8,::1/128",
            ["Causeway:Sync:SliceRecords"] = "1000",
            ["Causeway:Sync:DatasetsPerConnection"] = "3",
            ["Causeway:Push:LookAgainAfter"] = "00:00:01",
            // For so long, and 20 seconds more, a write that was cut off may still be at work at the source.
            ["Causeway:Push:CallTimeout"] = "00:00:10",
        };
    }
}
