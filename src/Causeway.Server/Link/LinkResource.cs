using System.Reflection;
using System.Text;

namespace Causeway.Server.Link;

/// <summary>Texts that lie in the assembly.</summary>
public static class LinkResource
{
    public static string Read(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
