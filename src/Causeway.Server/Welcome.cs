using System.Text;

namespace Causeway.Server;

/// <summary>What the console says once the server listens.</summary>
public static class Welcome
{
    /// <summary>Prints the addresses, what was made just now to come in with, and a command to paste.</summary>
    public static void Print(TextWriter console, ServerOptions options, string? newKey, string? setUpLink)
    {
        var key = newKey ?? "$CAUSEWAY_API_KEY";
        var basic = newKey is null
            ? "$(printf %s \"$CAUSEWAY_API_KEY\" | base64 -w0)"
            : Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
        console.WriteLine();
        console.WriteLine($"  Causeway is ready.");
        if (options.Roles.Count < Role.All.Count)
        {
            console.WriteLine($"    Roles     {string.Join(", ", Role.All.Where(options.Does))}");
        }

        console.WriteLine($"    API       {options.PublicUrl.ToString().TrimEnd('/')}");
        if (options.Does(Role.Portal))
        {
            console.WriteLine($"    Portal    {options.PublicUrl.ToString().TrimEnd('/')}/portal");
        }

        console.WriteLine($"    Health    {options.PublicUrl.ToString().TrimEnd('/')}/health/ready");
        console.WriteLine(
            $"    Database  {options.Database.Kind}{(options.Database.Kind is Storage.DatabaseKind.Sqlite ? $" in {options.DataDirectory}" : "")}"
        );
        if (newKey is not null)
        {
            PrintKey(console, newKey);
        }

        if (setUpLink is not null)
        {
            console.WriteLine($"    Set up    {setUpLink}");
            console.WriteLine(
                "              (opens once, for the first user of the Portal, within a day; the next start prints another)"
            );
        }

        console.WriteLine();
        if (!options.Does(Role.Api))
        {
            return;
        }

        console.WriteLine("  Create a company:");
        console.WriteLine();
        console.WriteLine(
            $"    curl -s {options.PublicUrl.ToString().TrimEnd('/')}/companies -H 'Content-Type: application/json' \\"
        );
        console.WriteLine($"      -H \"Authorization: Basic {basic}\" -d '{{\"name\":\"Example Company\"}}'");
        console.WriteLine();
    }

    /// <summary>Prints a key that was made just now.</summary>
    public static void PrintKey(TextWriter console, string newKey) =>
        console.WriteLine($"    API key   {newKey}   (shown this once; only its hash is kept)");
}
