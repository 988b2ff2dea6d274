using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Contracts.Connectors;

namespace Causeway.Connectors.Tryton.Rpc;

/// <summary>
/// Speaks JSON-RPC to one database of a Tryton server as one user. Logs in by itself, and once more when the session has
/// run out. The one place where an answer becomes a <see cref="SourceException"/>.
/// </summary>
internal sealed class TrytonClient(HttpClient http, SourceConnection connection)
{
    // Tryton asks "are you sure"; these are true of every back-dated document, which is what a write from another
    // system is. All others are for a person to judge.
    private static readonly string[] s_harmlessWarnings = ["invoice_payment_term_"];

    private static readonly string[] s_reads = ["search", "search_count", "search_read", "read", "fields_get"];

    private readonly Dictionary<string, IReadOnlyList<string>> columns = new(StringComparer.Ordinal);
    private TrytonLogin? login;
    private TrytonBooks? books;
    private int calls;

    /// <summary>The server's clock when it last answered, by its Date header; null when it sends none.</summary>
    public DateTimeOffset? ServerTime { get; private set; }

    /// <summary>Whose books this connection works on.</summary>
    public async Task<TrytonBooks> BooksAsync(CancellationToken ct) => books ??= await OpenAsync(ct);

    /// <summary>Calls a method of a model, in the company's context.</summary>
    /// <param name="method">Such as <c>model.party.party.search</c>.</param>
    /// <param name="arguments">What the method takes, without the context.</param>
    /// <param name="ct">Ends the call.</param>
    /// <param name="context">What the context has beyond the company.</param>
    public async Task<JsonElement> CallAsync(
        string method,
        JsonArray arguments,
        CancellationToken ct,
        JsonObject? context = null
    )
    {
        var (company, language) = await BooksAsync(ct);
        context = context is null ? [] : (JsonObject)context.DeepClone();
        context["company"] = company;
        context["active_test"] ??= false;
        context["language"] = language;
        JsonArray all = [.. arguments.Select(a => a?.DeepClone()), context];
        HashSet<string> confirmed = new(StringComparer.Ordinal);
        while (true)
        {
            var answer = await SendAsync(method, all, ct);
            if (answer.TryGetProperty("result", out var result))
            {
                return result;
            }

            var error = TrytonError.Read(answer);
            if (error.WarningKey is not { } key || !IsHarmless(key) || !confirmed.Add(key))
            {
                throw new SourceException(error.ToFailure(IsRead(method)));
            }

            await ConfirmAsync(key, ct);
        }
    }

    /// <summary>The columns of a model's own table: cheap to read, and there whatever modules the server has.</summary>
    public async Task<IReadOnlyList<string>> ColumnsAsync(string model, CancellationToken ct)
    {
        if (!columns.TryGetValue(model, out var known))
        {
            var fields = await CallAsync($"model.{model}.fields_get", [null], ct);
            known = columns[model] = [
                .. fields
                    .EnumerateObject()
                    .Where(f =>
                        f.Value.TryGetProperty("loading", out var loading)
                        && loading.ValueEquals("eager")
                        && f.Value.TryGetProperty("type", out var type)
                        && !type.ValueEquals("binary")
                    )
                    .Select(f => f.Name),
            ];
        }

        return known;
    }

    /// <summary>Whether the server has the module that brings a model.</summary>
    public async Task<bool> HasModelAsync(string model, CancellationToken ct)
    {
        JsonArray domain = [TrytonValue.Where("model", "=", model)];
        var found = await CallAsync("model.ir.model.search_count", [domain], ct);
        return found.GetInt32() > 0;
    }

    /// <summary>The failure of a write that Tryton would refuse, or misunderstand, for the value of a field.</summary>
    public static SourceException Refuse(string field, string message) =>
        new(new SourceFailure(SourceFailureCategory.Rejected, message) { Fields = [new RefusedField(field, message)] });

    /// <summary>The failure of a write of which it is not known whether it happened.</summary>
    public static SourceException Lost(string message) => Failure(SourceFailureCategory.Lost, message);

    private static bool IsRead(string method) =>
        s_reads.Contains(method[(method.LastIndexOf('.') + 1)..], StringComparer.Ordinal);

    private static bool IsHarmless(string key) =>
        s_harmlessWarnings.Any(h => key.StartsWith(h, StringComparison.Ordinal));

    private async Task ConfirmAsync(string key, CancellationToken ct)
    {
        var warning = new JsonObject
        {
            ["user"] = login!.UserId,
            ["name"] = key,
            ["always"] = false,
        };
        await AskAsync("model.res.user.warning.create", [new JsonArray(warning), new JsonObject()], ct);
    }

    // --- the session ---

    private async Task<TrytonBooks> OpenAsync(CancellationToken ct)
    {
        var preferences = await AskAsync("model.res.user.get_preferences", [false, new JsonObject()], ct);
        var (chosen, mustWiden) = TrytonCompanyChoice.Choose(connection, preferences);
        if (mustWiden)
        {
            // The server shows only the current company's books to a user whose filter is "one", whatever a call's
            // context says; the filter is the user's own setting, and the company is named in every search of ours.
            var wider = new JsonObject { ["company_filter"] = "all" };
            await AskAsync("model.res.user.set_preferences", [wider, new JsonObject()], ct);
        }

        return chosen;
    }

    /// <summary>Calls a method that needs no company.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">All that it takes, with the context.</param>
    /// <param name="ct">Ends the call.</param>
    public async Task<JsonElement> AskAsync(string method, JsonArray arguments, CancellationToken ct)
    {
        var answer = await SendAsync(method, arguments, ct);
        return answer.TryGetProperty("result", out var result)
            ? result
            : throw new SourceException(TrytonError.Read(answer).ToFailure(IsRead(method)));
    }

    private async Task<TrytonLogin> LogInAsync(CancellationToken ct)
    {
        var user = connection.Value(TrytonFields.User);
        var password = new JsonObject { ["password"] = connection.Value(TrytonFields.Password) };
        using var response = await PostAsync("common.db.login", [user, password, "en"], null, ct);
        if (response.StatusCode is HttpStatusCode.Unauthorized)
        {
            throw Failure(
                SourceFailureCategory.Authentication,
                "Tryton does not accept this user and password for this database."
            );
        }

        var answer = await ReadAsync(response, ct);
        if (
            !answer.TryGetProperty("result", out var result)
            || result is not { ValueKind: JsonValueKind.Array }
            || result.GetArrayLength() < 2
        )
        {
            throw new SourceException(TrytonError.Read(answer).ToLoginFailure());
        }

        var userId = result[0].GetInt32();
        var credentials = $"{user}:{userId}:{result[1].GetString()}";
        return new TrytonLogin(
            userId,
            new AuthenticationHeaderValue("Session", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)))
        );
    }

    // --- HTTP ---

    private async Task<JsonElement> SendAsync(string method, JsonArray arguments, CancellationToken ct)
    {
        login ??= await LogInAsync(ct);
        using var response = await PostAsync(method, arguments, login.Authorization, ct);
        if (response.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return await ReadAsync(response, ct);
        }

        // The session has run out. Nothing was done yet, so this is safe for a write as well.
        login = await LogInAsync(ct);
        using var second = await PostAsync(method, arguments, login.Authorization, ct);
        return second.StatusCode is HttpStatusCode.Unauthorized
            ? throw Failure(SourceFailureCategory.Authentication, "Tryton ends each session as soon as it is opened.")
            : await ReadAsync(second, ct);
    }

    private async Task<HttpResponseMessage> PostAsync(
        string method,
        JsonArray arguments,
        AuthenticationHeaderValue? authorization,
        CancellationToken ct
    )
    {
        var body = new JsonObject
        {
            ["id"] = ++calls,
            ["method"] = method,
            ["params"] = arguments.DeepClone(),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, Address());
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = authorization;
        return await SourceCall.MakeAsync(
            "Tryton",
            () => http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct),
            ct
        );
    }

    private Uri Address()
    {
        var database = connection.Value(TrytonFields.Database);
        return Uri.TryCreate(
            $"{connection.Value(TrytonFields.Url).TrimEnd('/')}/{Uri.EscapeDataString(database)}/",
            UriKind.Absolute,
            out var address
        )
            ? address
            : throw Failure(
                SourceFailureCategory.Authentication,
                "The address of the Tryton server is no web address."
            );
    }

    private async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        ServerTime = response.Headers.Date ?? ServerTime;
        if (!response.IsSuccessStatusCode)
        {
            throw new SourceException(TrytonError.ToFailure(response));
        }

        try
        {
            var answer = JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(ct));
            return answer.ValueKind is JsonValueKind.Object
                ? answer
                : throw Failure(SourceFailureCategory.Malformed, "The server's answer is not Tryton's.");
        }
        catch (JsonException exception)
        {
            throw Failure(SourceFailureCategory.Malformed, "The server's answer is not Tryton's.", exception);
        }
    }

    private static SourceException Failure(SourceFailureCategory category, string message, Exception? inner = null)
    {
        var failure = new SourceFailure(category, message);
        return inner is null ? new SourceException(failure) : new SourceException(failure, inner);
    }
}

/// <summary>An open session.</summary>
internal sealed record TrytonLogin(int UserId, AuthenticationHeaderValue Authorization);

/// <summary>Whose books a connection works on.</summary>
/// <param name="Company">The company's id.</param>
/// <param name="Language">The user's language, in which names that have translations are read.</param>
internal sealed record TrytonBooks(int Company, string Language);
