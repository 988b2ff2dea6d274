using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Activity;
using Causeway.Server.Portal.Companies;
using Causeway.Server.Portal.Data;
using Causeway.Server.Portal.Permissions;
using Causeway.Server.Portal.Reference;
using Causeway.Server.Portal.Settings;
using Causeway.Server.Portal.Shell;
using Causeway.Server.Portal.SignIn;
using Causeway.Server.Portal.Webhooks;
using Microsoft.AspNetCore.Antiforgery;
using MudBlazor;
using MudBlazor.Services;

namespace Causeway.Server.Portal;

/// <summary>The pages of the client's staff, below <c>/portal</c>. It uses the slices, and nothing uses it.</summary>
public static class PortalFeature
{
    /// <summary>Where the Portal is.</summary>
    public const string Root = "/portal";

    public static void Add(IServiceCollection services, ServerOptions options, IConfiguration configuration)
    {
        services.AddSettings<SingleSignOnOptions>(SingleSignOnOptions.Section);
        if (!options.Does(Role.Portal))
        {
            return;
        }

        PortalIdentity.Add(services, configuration);
        PermissionCheck.Add(services);
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                circuits.DisconnectedCircuitMaxRetained = 50;
                circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            });
        services.AddCascadingAuthenticationState();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.VisibleStateDuration = 4_000;
        });
        ShellParts.Add(services);
        DataParts.Add(services);
        ActivityParts.Add(services);
        WebhookParts.Add(services);
        SettingsParts.Add(services);
        ReferenceParts.Add(services);
    }

    /// <summary>
    /// Puts the Portal beside everything else, with a pipeline of its own: what it checks costs a request of the API nothing, and what it
    /// needs is made when its first page is asked for.
    /// </summary>
    public static void Use(WebApplication app)
    {
        // The framework would put these before every request of the server.
        foreach (var middleware in (string[])["__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet"])
        {
            ((IApplicationBuilder)app).Properties[middleware] = true;
        }

        app.Map(
            Root,
            portal =>
            {
                portal.UseExceptionHandler(error => error.Run(FailurePage.AnswerAsync));
                portal.Use(PortalHeaders.ApplyAsync);
                // What was sent is not sent again to the page that says what is wrong with it.
                portal.UseWhen(
                    context => HttpMethods.IsGet(context.Request.Method),
                    pages => pages.UseStatusCodePagesWithReExecute("/status/{0}")
                );
                portal.UseRouting();
                portal.UseAuthentication();
                portal.UseAuthorization();
                portal.UseAntiforgery();
                portal.Use(OnlyOurFormsAsync);
                portal.UseEndpoints(Map);
            }
        );
    }

    /// <summary>The link that sets up the first administrator; null if there is one.</summary>
    public static async Task<string?> SetUpLinkAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Invitations>().SetUpAsync(ct);
    }

    // The framework leaves it to whoever reads the form, who would fail.
    private static Task OnlyOurFormsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            return FailurePage.StaleFormAsync(context);
        }

        return next(context);
    }

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup("").WithMetadata(new PortalEndpoint());
        PortalAssets.Map(routes);
        SignInEndpoints.Map(routes);
        SearchEndpoint.Map(routes);
        DataParts.Map(routes);
        ReferenceParts.Map(routes);
        routes
            .MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}

/// <summary>Marks what belongs to the Portal.</summary>
public sealed record PortalEndpoint;
