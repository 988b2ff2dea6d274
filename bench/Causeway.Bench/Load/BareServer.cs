using Causeway.Server.Storage;

namespace Causeway.Bench.Load;

/// <summary>The limit for reads: Kestrel, the server's SQL, and what the database answers copied to the response.</summary>
internal static class BareServer
{
    public static async Task RunAsync(BenchSettings settings, Report report)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", settings.Text("urls", "")]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var database = DatabaseOptions.Parse(settings.Text("connection", ""), "");
        app.MapGet("/", () => "up");
        if (database.Kind is DatabaseKind.Sqlite)
        {
            var bare = new BareSqlite(database.ConnectionString);
            app.MapGet("/companies/{company}/connections/{id}", bare.ConnectionAsync);
            app.MapGet("/companies/{company}/data/invoices", bare.PageAsync);
        }
        else
        {
            var bare = new BarePostgres(database.ConnectionString);
            app.MapGet("/companies/{company}/connections/{id}", bare.ConnectionAsync);
            app.MapGet("/companies/{company}/data/invoices", bare.PageAsync);
        }

        await app.RunAsync();
    }

    /// <summary>Begins an answer in JSON.</summary>
    public static Task BeginAsync(HttpResponse response)
    {
        response.ContentType = "application/json; charset=utf-8";
        return response.StartAsync();
    }
}
