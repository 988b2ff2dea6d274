using System.Diagnostics;
using System.Text.Json;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>What a script of <c>clients/</c> did with the published client libraries, step by step.</summary>
public sealed class ClientRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string script;
    private readonly Dictionary<string, JsonElement> steps;
    private readonly string errors;

    private ClientRun(string script, IEnumerable<string> lines, string errors)
    {
        this.script = script;
        this.errors = errors;
        steps = lines
            .Where(line => line.StartsWith('{'))
            .Select(line => JsonDocument.Parse(line).RootElement.Clone())
            .ToDictionary(step => step.Text("step"));
    }

    /// <summary>The names of the steps that were reached.</summary>
    public IEnumerable<string> Steps => steps.Keys;

    /// <summary>What a step returned. It must have succeeded.</summary>
    public JsonElement this[string step] =>
        Reached(step) is var found && found.TryGetProperty("error", out var error)
            ? throw new ShouldAssertException($"{script}: '{step}' failed: {Shortened(error)}")
            : found.GetProperty("value");

    /// <summary>The error that a client made of a refusal. The step must have failed.</summary>
    public JsonElement Error(string step) =>
        Reached(step) is var found && found.TryGetProperty("error", out var error)
            ? error
            : throw new ShouldAssertException($"{script}: '{step}' should have failed, but returned {found}");

    /// <summary>Asserts that a client made its own typed error of a refusal, with all that the body of one has.</summary>
    public void ShouldBeRefused(string step, int statusCode, string? mentioning = null)
    {
        var error = Error(step);
        error.Text("type").ShouldBe("ErrorMessage", error.ToString());
        error.At("statusCode").GetInt32().ShouldBe(statusCode, error.ToString());
        var body = error.At("body");
        body.Text("error").ShouldNotBeEmpty();
        body.Text("correlationId").ShouldNotBeEmpty();
        body.Text("service").ShouldNotBeEmpty();
        if (mentioning is not null)
        {
            body.Text("error").ShouldContain(mentioning);
        }
    }

    internal static async Task<ClientRun> StartAsync(
        ServerProcess server,
        string script,
        IReadOnlyDictionary<string, string>? variables = null
    )
    {
        var folder = Folder();
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["CAUSEWAY_URL"] = server.Url.GetLeftPart(UriPartial.Authority);
        start.Environment["CAUSEWAY_API_KEY"] = server.ApiKey;
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var node = Process.Start(start) ?? throw new InvalidOperationException("There is no node.");
        var lines = node.StandardOutput.ReadToEndAsync();
        var complaints = node.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await node.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            node.Kill();
        }

        return new ClientRun(script, (await lines).Split('\n'), await complaints);
    }

    private JsonElement Reached(string step) =>
        steps.TryGetValue(step, out var found)
            ? found
            : throw new ShouldAssertException(
                $"{script}: '{step}' was not reached. {LastFailure() ?? (errors.Length > 0 ? errors : "There is no such step.")}"
            );

    private static string Shortened(JsonElement error) =>
        error.ToString() is { Length: > 1000 } text ? $"{text[..1000]}…" : error.ToString();

    private string? LastFailure() =>
        steps.Values.LastOrDefault() is { ValueKind: JsonValueKind.Object } last
        && last.TryGetProperty("error", out var error)
            ? $"'{last.Text("step")}' failed: {Shortened(error)}"
            : null;

    internal static string Folder()
    {
        // artifacts/bin/<project>/<configuration>/ of the repository
        var root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName;
        var folder = Path.Combine(root, "tests", "Causeway.Compatibility.Tests", "clients");
        return Directory.Exists(Path.Combine(folder, "node_modules"))
            ? folder
            : throw new InvalidOperationException(
                $"The clients are not installed: ./test does, or npm ci in {folder}."
            );
    }
}
