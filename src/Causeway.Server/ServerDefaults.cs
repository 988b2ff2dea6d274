using Microsoft.Extensions.Configuration.Memory;

namespace Causeway.Server;

/// <summary>Settings of the framework for which this server has defaults of its own. Every other source of settings overrides them.</summary>
public static class ServerDefaults
{
    /// <summary>Puts the defaults below all other sources.</summary>
    public static void AddTo(IConfigurationManager configuration) =>
        configuration.Sources.Insert(
            0,
            new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>
                {
                    ["urls"] = "http://localhost:5080",
                    ["Logging:LogLevel:Default"] = "Information",
                    // One line for each thing that became different, not for each request or query.
                    ["Logging:LogLevel:Microsoft"] = "Warning",
                    ["Logging:LogLevel:Wolverine"] = "Warning",
                    // It warns of a process that handles no messages; that is a role.
                    ["Logging:LogLevel:Wolverine.Configuration.HandlerDiscovery"] = "Error",
                    ["Logging:LogLevel:System.Net.Http"] = "Warning",
                    // It repeats, with its trace, why the server can't start; that is said in a sentence.
                    ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
                    // The same of a key file that is another one than before. What it can't do it also throws.
                    ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager"] = "Critical",
                },
            }
        );
}
