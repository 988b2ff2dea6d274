namespace Causeway.Server.Tests.Architecture;

/// <summary>The source tree that these tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root: the folder with the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>The source files of a folder below the root, without what tools wrote.</summary>
    public static IEnumerable<SourceFile> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => new SourceFile(
                Path.GetRelativePath(Path.Combine(Root, folder), path).Replace('\\', '/'),
                path
            ))
            .Where(file => !file.Parts.Any(part => part is "obj" or "bin" or "Generated" or "Migrations"));

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Causeway.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"There is no Causeway.slnx above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A source file.</summary>
/// <param name="Name">Its path below the folder that was searched, with slashes.</param>
/// <param name="Path">Its path on this machine.</param>
public sealed record SourceFile(string Name, string Path)
{
    public IReadOnlyList<string> Parts { get; } = Name.Split('/');

    public string Text => File.ReadAllText(Path);
}
