using System.Net;
using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal;
using Causeway.Server.Portal.Permissions;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal;

/// <summary>A user of one role can't see or do what another's may: tried on every page, every endpoint and every operation.</summary>
public class PermissionsTests(CausewayApp app)
{
    public static readonly TheoryData<PortalRole> Roles = [.. Enum.GetValues<PortalRole>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Pages_and_endpoints_open_to_those_roles_that_may(PortalRole role)
    {
        var (visitor, _) = await PortalVisitor.SignedInAsync(app, role);
        using var _ = visitor;
        var wrong = new List<string>();

        foreach (var endpoint in Guarded())
        {
            using var request = RequestOf(endpoint);
            using var response = await visitor.Client.SendAsync(request);
            var isOpen = response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
            if (isOpen != role.May(PermissionOf(endpoint)!.Value) || response.StatusCode is HttpStatusCode.Redirect)
            {
                wrong.Add($"{request.Method} {request.RequestUri}: {response.StatusCode}");
            }
        }

        wrong.ShouldBeEmpty();
        Guarded().Count.ShouldBeGreaterThan(6);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_sign_in_from_everything_that_is_not_for_everybody()
    {
        using var visitor = new PortalVisitor(app);

        foreach (var endpoint in Guarded())
        {
            using var request = RequestOf(endpoint);
            using var response = await visitor.Client.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.Redirect, request.RequestUri!.ToString());
            response.Headers.Location!.PathAndQuery.ShouldStartWith("/portal/sign-in?returnUrl=");
        }
    }

    [Fact]
    public void Everything_in_the_portal_needs_a_permission_or_says_that_it_is_for_everybody()
    {
        var open = Endpoints()
            .Where(e => PermissionOf(e) is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => $"/{e.RoutePattern.RawText!.TrimStart('/')}")
            // Files of the Portal, and the circuits' own address: what comes over it is checked by who opened it.
            .Where(path => !path.StartsWith("/_", StringComparison.Ordinal) && !Path.HasExtension(path))
            .Where(path => path is not "/{**path:file}");
        var anonymous = Endpoints()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(e => $"/{e.RoutePattern.RawText!.TrimStart('/')}")
            .Distinct();

        open.ShouldBeEmpty();
        anonymous.ShouldBe(
            [
                "/sign-in",
                "/sign-in/code",
                "/sign-in/passkey-options",
                "/sign-in/single-sign-on",
                "/sign-in/single-sign-on/done",
                "/sign-out",
                "/set-up/{Token}",
                "/invitation/{Token}",
                "/status/{Code:int}",
            ],
            ignoreOrder: true
        );
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Operations_run_for_those_roles_that_may(PortalRole role)
    {
        var user = await PortalVisitor.HasUserAsync(app, role);
        await using var scope = app.Services.CreateAsyncScope();
        var signedIn = ActivatorUtilities.CreateInstance<SignedIn>(scope.ServiceProvider, new Fixed(user));

        foreach (var permission in Enum.GetValues<Permission>())
        {
            var read = await signedIn.ReadAsync<TimeProvider, string>(
                permission,
                (_, _) => Task.FromResult<Outcome<string>>("read"),
                CancellationToken.None
            );
            var done = await signedIn.DoAsync<TimeProvider, string>(
                permission,
                $"Tried {permission}",
                (_, who, _) => Task.FromResult<Outcome<string>>(who.Name),
                CancellationToken.None
            );

            (read.Refusal?.StatusCode).ShouldBe(role.May(permission) ? null : 403, permission.ToString());
            (done.Refusal?.StatusCode).ShouldBe(role.May(permission) ? null : 403, permission.ToString());
        }
    }

    [Fact]
    public async Task Whoever_lost_the_access_is_out_with_the_next_click_and_a_new_role_counts_at_once()
    {
        var (visitor, user) = await PortalVisitor.SignedInAsync(app, PortalRole.Administrator);
        using var _ = visitor;
        await visitor.OpenAsync("/portal/users");

        await ChangeAsync(changes => changes.SetRoleAsync(user.Id, PortalRole.Onboarding, CancellationToken.None));
        using var users = await visitor.Client.GetAsync("/portal/users");
        await visitor.OpenAsync("/portal/companies");
        await ChangeAsync(changes => changes.SetDisabledAsync(user.Id, true, CancellationToken.None));
        using var companies = await visitor.Client.GetAsync("/portal/companies");
        using var again = await visitor.SignInAsync(user.Email!);

        users.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        companies.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ChangeAsync(Func<UserChanges, Task<Outcome<PortalUser>>> change)
    {
        // Another administrator stays, whatever the other tests left.
        await PortalVisitor.HasUserAsync(app, PortalRole.Administrator);
        await using var scope = app.Services.CreateAsyncScope();
        (await change(scope.ServiceProvider.GetRequiredService<UserChanges>())).Refusal.ShouldBeNull();
    }

    private List<RouteEndpoint> Guarded() => [.. Endpoints().Where(e => PermissionOf(e) is not null)];

    private IEnumerable<RouteEndpoint> Endpoints() =>
        app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PortalEndpoint>() is not null);

    private static Permission? PermissionOf(RouteEndpoint endpoint) =>
        endpoint
            .Metadata.OfType<IAuthorizeData>()
            .Select(a => a.Policy)
            .OfType<string>()
            .Select(policy => Enum.Parse<Permission>(policy["portal:".Length..]))
            .Select(p => (Permission?)p)
            .FirstOrDefault();

    private static HttpRequestMessage RequestOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString();
        var path = string.Join(
            '/',
            endpoint.RoutePattern.PathSegments.Select(s =>
                s.IsSimple && s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart ? id
                : s.Parts[0] is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content
                : id
            )
        );
        return new HttpRequestMessage(new HttpMethod(methods.Contains("GET") ? "GET" : methods[0]), $"/portal/{path}");
    }

    private sealed class Fixed(PortalUser user) : AuthenticationStateProvider
    {
        public override async Task<AuthenticationState> GetAuthenticationStateAsync() =>
            new(await new PortalPrincipal().CreateAsync(user));
    }
}
