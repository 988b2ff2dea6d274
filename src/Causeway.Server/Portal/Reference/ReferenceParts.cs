using System.Security.Cryptography;
using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Permissions;
using Microsoft.AspNetCore.Authorization;
using Scalar.AspNetCore;

namespace Causeway.Server.Portal.Reference;

/// <summary>The API's reference, with everything that it shows from this server.</summary>
public static class ReferenceParts
{
    private const string View = "/reference/view";
    private const string Documents = "/reference/documents/{documentName}";

    public static void Add(IServiceCollection services) => services.AddSingleton<ApiDocument>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        PermissionCheck.Needs(
            routes.MapGet(
                Documents,
                static (string documentName, ApiDocument document, HttpRequest request) =>
                    document.Find(documentName, $"{request.Scheme}://{request.Host}") is { } found
                        ? Results.Text(found.ToJsonString(), "application/json")
                        : Results.NotFound()
            ),
            Permission.Reference
        );
        var view = routes.MapScalarApiReference(View, Configure);
        PermissionCheck.Needs(view, Permission.Reference);
        // Its own files are for everybody by default.
        view.Finally(endpoint =>
        {
            foreach (var open in endpoint.Metadata.OfType<IAllowAnonymous>().ToList())
            {
                endpoint.Metadata.Remove(open);
            }
        });
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        options
            .WithTitle("API reference")
            .WithNonce(nonce)
            .WithTheme(ScalarTheme.Default)
            .AddDocument(ApiDocument.Public, "Public API", Documents, isDefault: true)
            .AddDocument(ApiDocument.Additions, "Additions", Documents)
            .DisableTelemetry()
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools();
        // It is shown in a frame of the Portal's own page, and works with nothing but this server.
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'self'; base-uri 'self'; form-action 'none'";
        headers.XFrameOptions = "SAMEORIGIN";
    }
}
