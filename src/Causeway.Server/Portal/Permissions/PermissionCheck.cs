using Causeway.Server.Access.Users;
using Microsoft.AspNetCore.Authorization;

namespace Causeway.Server.Portal.Permissions;

/// <summary>Asks the database, not the cookie, what a user may do: one that was removed or has another role now is told so at once.</summary>
public sealed class PermissionCheck(PortalUsers users) : AuthorizationHandler<PermissionCheck.Requirement>
{
    /// <summary>The name of the policy of a permission.</summary>
    public static string PolicyOf(Permission permission) => $"portal:{permission}";

    /// <summary>Makes an endpoint need a permission.</summary>
    public static TBuilder Needs<TBuilder>(TBuilder endpoint, Permission permission)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireAuthorization(PolicyOf(permission));

    /// <summary>Adds a policy for each permission; what needs none must say that it is for everybody.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, PermissionCheck>();
        services.AddAuthorization(options =>
        {
            foreach (var permission in Enum.GetValues<Permission>())
            {
                options.AddPolicy(
                    PolicyOf(permission),
                    policy => policy.RequireAuthenticatedUser().AddRequirements(new Requirement(permission))
                );
            }
        });
    }

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (
            await users.FindAsync(context.User, CancellationToken.None) is { } user
            && user.Role.May(requirement.Permission)
        )
        {
            context.Succeed(requirement);
        }
    }

    /// <param name="Permission">What the user must be allowed to do.</param>
    public sealed record Requirement(Permission Permission) : IAuthorizationRequirement;
}
