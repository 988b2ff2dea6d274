namespace Causeway.Server.Portal;

/// <summary>Style sheets and scripts of the Portal, compressed when the server is built, under addresses that change with them.</summary>
public static class PortalAssets
{
    /// <summary>Finds the files wherever the server is started: beside it once published, before that where the build's list says.</summary>
    public static WebApplicationOptions Options(string[] args) =>
        new() { Args = args, WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") };

    /// <summary>The files of a build that is not published lie in several places; the list of them is beside the program.</summary>
    public static void Use(WebApplicationBuilder builder)
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "Causeway.Server.staticwebassets.runtime.json")))
        {
            builder.WebHost.UseStaticWebAssets();
        }
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaticAssets();
}
