using System.Text;
using Causeway.Server.Grants;
using Causeway.Server.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Causeway.Server.Access.Users;

/// <summary>The framework's store of users over the control tables; keys of authenticators and recovery codes are encrypted in it.</summary>
public sealed class PortalUserStore(CausewayDb db, Vault vault, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<
        PortalUser,
        CausewayDb,
        Guid,
        IdentityUserClaim<Guid>,
        IdentityUserLogin<Guid>,
        IdentityUserToken<Guid>,
        IdentityUserPasskey<Guid>
    >(db, describer)
{
    private const string Purpose = "Causeway.Portal";

    public override Task SetTokenAsync(
        PortalUser user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) =>
        base.SetTokenAsync(
            user,
            loginProvider,
            name,
            value is null
                ? null
                : Convert.ToBase64String(vault.Seal(PurposeOf(user.Id, name), Encoding.UTF8.GetBytes(value))),
            cancellationToken
        );

    public override async Task<string?> GetTokenAsync(
        PortalUser user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    ) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } sealedValue
            ? Encoding.UTF8.GetString(vault.Open(PurposeOf(user.Id, name), Convert.FromBase64String(sealedValue)))
            : null;

    /// <summary>What a value of a user is encrypted for.</summary>
    internal static SealPurpose PurposeOf(Guid userId, string name) => new(Purpose, $"{userId}:{name}");
}
