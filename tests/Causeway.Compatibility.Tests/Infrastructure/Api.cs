using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Compatibility.Tests.Wire;

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>The API in plain HTTP. Every answer is also held against the documents.</summary>
public sealed class Api : IDisposable
{
    private readonly HttpClient http;
    private readonly WireCheck wire;

    public Api(ServerProcess server)
    {
        wire = new WireCheck(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        http = new HttpClient(wire)
        {
            BaseAddress = server.Url,
            DefaultRequestHeaders = { Authorization = ServerProcess.BasicKey(server.ApiKey) },
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    /// <summary>What the answers so far had wrong, by operation; an empty list means that it was answered and nothing was.</summary>
    public IReadOnlyDictionary<string, List<string>> Answered => wire.Answered;

    /// <summary>The operations that were answered with success at least once.</summary>
    public IReadOnlySet<string> Succeeded => wire.Succeeded;

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<JsonElement> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<JsonElement> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<JsonElement> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<JsonElement> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Calls and expects success.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        var (status, answer) = await TryAsync(method, path, body);
        ((int)status).ShouldBeInRange(200, 299, $"{method} {path}: {answer}");
        return answer;
    }

    /// <summary>Calls and expects a refusal.</summary>
    public async Task<JsonElement> RefusedAsync(
        HttpStatusCode expected,
        HttpMethod method,
        string path,
        object? body = null
    )
    {
        var (status, answer) = await TryAsync(method, path, body);
        status.ShouldBe(expected, $"{method} {path}: {answer}");
        answer.Number("statusCode").ShouldBe((int)expected);
        return answer;
    }

    /// <summary>Calls, whatever comes of it.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> TryAsync(
        HttpMethod method,
        string path,
        object? body = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType());
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length is 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>All pages of a list, by the links that each page gives.</summary>
    public async Task<List<JsonElement>> AllAsync(string path)
    {
        List<JsonElement> all = [];
        for (string? next = path; next is not null; )
        {
            var page = await GetAsync(next);
            all.AddRange(page.At("results").EnumerateArray());
            next = page.Has("_links.next") ? page.Text("_links.next.href") : null;
        }

        return all;
    }

    /// <summary>Asks until the answer is good.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> good, int seconds = 90)
    {
        var deadline = Environment.TickCount64 + seconds * 1000L;
        while (true)
        {
            var answer = await GetAsync(path);
            if (good(answer))
            {
                return answer;
            }

            Environment.TickCount64.ShouldBeLessThan(deadline, $"{path} after {seconds} s: {answer}");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until nothing of a company is being synced, and returns its datasets, the newest first.</summary>
    public async Task<List<JsonElement>> SyncedAsync(string companyId, int seconds = 120)
    {
        var path = $"/companies/{companyId}/data/history?pageSize=500&orderBy=-requested";
        var history = await UntilAsync(
            path,
            page =>
                page.At("results").GetArrayLength() > 0
                && page.At("results")
                    .EnumerateArray()
                    .All(d => d.At("isCompleted").GetBoolean() || d.At("isErrored").GetBoolean()),
            seconds
        );
        return [.. history.At("results").EnumerateArray()];
    }

    /// <summary>Waits until a write has ended.</summary>
    public Task<JsonElement> SettledAsync(JsonElement push) =>
        UntilAsync(
            $"/companies/{push.Text("companyId")}/push/{push.Text("pushOperationKey")}",
            operation => operation.Text("status") is not "Pending"
        );

    public void Dispose() => http.Dispose();
}
