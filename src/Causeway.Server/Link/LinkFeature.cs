using Causeway.Server.Link.Embedded;
using Causeway.Server.Settings;
using Microsoft.AspNetCore.Antiforgery;

namespace Causeway.Server.Link;

/// <summary>The pages where a company's user connects.</summary>
public static class LinkFeature
{
    public static void Add(IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "causeway-link";
            options.Cookie.HttpOnly = true;
            // Lax, not Strict: the first page is opened from the client's site, and its form must carry the cookie set then.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddSingleton<RedirectUrlRule>(RedirectTemplate.FaultOf);
        services.AddSingleton<ConsentProof>();
        services.AddSingleton<LinkVisit>();
        services.AddScoped<KnownConnections>();
        services.AddScoped<LinkPages>();
        services.AddScoped<LinkOffer>();
        services.AddScoped<LinkRedirect>();
        services.AddScoped<AuthorizeAtSource>();
        EmbeddedFeature.Add(services);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        LinkFiles.Map(routes);
        LinkPreviewPages.Map(routes);
        var pages = routes.MapGroup("").AddEndpointFilter(OnlyOurForms).DisableAntiforgery();
        OpenLink.Map(pages);
        CompanyPages.Map(pages);
        LinkSteps.Map(pages);
        AuthorizeInLink.Map(pages);
        AuthorizeAtSource.Map(pages);
        EmbeddedWindow.Map(pages);
        UploadInLink.Map(routes);
        EmbeddedFeature.Map(routes);
    }

    private static async ValueTask<object?> OnlyOurForms(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !await IsOursAsync(http))
        {
            return await LinkProblems.StaleAsync(
                http.RequestServices.GetRequiredService<LinkPages>(),
                http.RequestAborted
            );
        }

        return await next(context);
    }

    private static async Task<bool> IsOursAsync(HttpContext http)
    {
        try
        {
            return http.Request.HasFormContentType
                && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        // What can't be read as a form did not come from one of our pages.
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }
}
