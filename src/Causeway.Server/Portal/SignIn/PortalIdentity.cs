using Causeway.Server.Access.Users;
using Causeway.Server.Portal.Permissions;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Causeway.Server.Portal.SignIn;

/// <summary>Who may come in, and how that is proved.</summary>
public static partial class PortalIdentity
{
    /// <summary>The name under which single sign-on is known here.</summary>
    public const string SingleSignOn = "single-sign-on";

    private const int ShortestPassword = 12;

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddIdentityCore<PortalUser>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.User.AllowedUserNameCharacters = "";
                // Length is what helps; rules about kinds of characters do not (NIST SP 800-63B).
                identity.Password.RequiredLength = ShortestPassword;
                identity.Password.RequiredUniqueChars = 4;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddUserStore<PortalUserStore>()
            .AddSignInManager<PortalSignIn>()
            .AddDefaultTokenProviders();
        services.AddScoped<IUserClaimsPrincipalFactory<PortalUser>, PortalPrincipal>();
        services.AddSingleton<PortalUsers>();
        services.AddScoped<Invitations>();
        services.AddScoped<UserChanges>();
        services.AddScoped<AuthenticationStateProvider, CircuitUser>();

        var authentication = services.AddAuthentication(IdentityConstants.ApplicationScheme);
        authentication.AddIdentityCookies();
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, Configure);
        var settings = configuration.GetSection(SingleSignOnOptions.Section);
        if (!string.IsNullOrEmpty(settings["Authority"]) && !string.IsNullOrEmpty(settings["ClientId"]))
        {
            authentication.AddOpenIdConnect(SingleSignOn, _ => { });
            services
                .AddOptions<OpenIdConnectOptions>(SingleSignOn)
                .Configure<IOptions<SingleSignOnOptions>>((oidc, ours) => Configure(oidc, ours.Value));
        }
    }

    /// <summary>Origins to which a form of ours may lead: browsers hold the redirect that answers one to the same rule.</summary>
    public static string FormTargets(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<SingleSignOnOptions>>().Value is { IsOffered: true } sso
        && Uri.TryCreate(sso.Authority, UriKind.Absolute, out var authority)
            ? $" {authority.GetLeftPart(UriPartial.Authority)}"
            : "";

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "causeway-portal";
        cookie.Cookie.HttpOnly = true;
        // Lax, not Strict: people come from a link in a mail, and back from their identity provider.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = static async context =>
            {
                var users = context.HttpContext.RequestServices.GetRequiredService<PortalUsers>();
                if (
                    context.Principal is null
                    || await users.FindAsync(context.Principal, context.HttpContext.RequestAborted) is null
                )
                {
                    context.RejectPrincipal();
                    context.Response.Cookies.Delete(
                        context.Options.Cookie.Name!,
                        context.Options.Cookie.Build(context.HttpContext)
                    );
                }
            },
            OnRedirectToAccessDenied = static context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            },
        };
    }

    private static void Configure(OpenIdConnectOptions oidc, SingleSignOnOptions settings)
    {
        oidc.Authority = settings.Authority;
        oidc.ClientId = settings.ClientId;
        oidc.ClientSecret = settings.ClientSecret?.Reveal();
        oidc.SignInScheme = IdentityConstants.ExternalScheme;
        oidc.ResponseType = "code";
        oidc.UsePkce = true;
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        oidc.CallbackPath = "/sign-in/single-sign-on/callback";
        oidc.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
        {
            oidc.Scope.Add(scope);
        }

        // Refused, gone back, too old, or not this browser's: whoever it is signs in again.
        oidc.Events.OnRemoteFailure = static context =>
        {
            Log.Failed(context.HttpContext.RequestServices.GetRequiredService<ILogger<PortalUser>>(), context.Failure);
            context.HandleResponse();
            context.Response.Redirect($"{PortalFeature.Root}/sign-in?failure=failed");
            return Task.CompletedTask;
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A single sign-on came to nothing")]
        public static partial void Failed(ILogger logger, Exception? exception);
    }
}
