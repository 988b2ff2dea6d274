using System.Reflection;
using System.Runtime.Loader;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;

namespace Causeway.Server.Integrations;

/// <summary>Loads connectors that do not come with the server: each in a folder of its own, with what it needs beside it.</summary>
public static class ConnectorPlugins
{
    /// <summary>Loads <c>name/name.dll</c> for each folder of the directory, if it exists.</summary>
    /// <exception cref="SettingException">A folder holds no connector, or one that can't be loaded.</exception>
    public static IReadOnlyList<Connector> Load(string directory) =>
        Directory.Exists(directory)
            ? [.. Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal).SelectMany(LoadFolder)]
            : [];

    private static List<Connector> LoadFolder(string folder)
    {
        var file = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
        if (!File.Exists(file))
        {
            throw new SettingException(
                "Causeway:ConnectorsDirectory",
                $"has a folder without its connector: {file} is not there."
            );
        }

        try
        {
            var connectors = new PluginContext(file)
                .LoadFromAssemblyPath(file)
                .GetExportedTypes()
                .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Connector)))
                .Select(type => (Connector)Activator.CreateInstance(type)!)
                .ToList();
            return connectors.Count > 0
                ? connectors
                : throw new SettingException(
                    "Causeway:ConnectorsDirectory",
                    $"has a folder without a connector: {file} has no public class that derives from Connector."
                );
        }
        catch (Exception e)
            when (e
                    is BadImageFormatException
                        or FileLoadException
                        or TypeLoadException
                        or MissingMethodException
                        or FileNotFoundException
            )
        {
            throw new SettingException(
                "Causeway:ConnectorsDirectory",
                $"has a connector that does not fit this server: {file} ({e.Message})"
            );
        }
    }

    // A connector brings its own libraries, but shares the contract with the server: two copies of it would be two contracts.
    private sealed class PluginContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
    {
        private readonly AssemblyDependencyResolver resolver = new(file);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Default.Assemblies.Any(known => known.GetName().Name == assemblyName.Name) ? null
            : resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
            : null;
    }
}
