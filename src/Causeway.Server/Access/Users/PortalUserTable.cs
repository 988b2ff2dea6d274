using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Causeway.Server.Access.Users;

internal sealed class PortalUserTable
    : IEntityTypeConfiguration<PortalUser>,
        IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
        IEntityTypeConfiguration<IdentityUserToken<Guid>>,
        IEntityTypeConfiguration<IdentityUserPasskey<Guid>>,
        IEntityTypeConfiguration<PortalInvitation>,
        IEntityTypeConfiguration<PortalAction>
{
    private const int MaxEmailLength = 256;

    public void Configure(EntityTypeBuilder<PortalUser> user)
    {
        user.ToTable("portal_users");
        user.HasKey(u => u.Id);
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Ignore(u => u.PhoneNumber);
        user.Ignore(u => u.PhoneNumberConfirmed);
        user.Property(u => u.Name).HasMaxLength(PortalUser.MaxNameLength);
        user.Property(u => u.UserName).HasMaxLength(MaxEmailLength);
        user.Property(u => u.NormalizedUserName).HasMaxLength(MaxEmailLength);
        user.Property(u => u.Email).HasMaxLength(MaxEmailLength);
        user.Property(u => u.NormalizedEmail).HasMaxLength(MaxEmailLength);
        user.Property(u => u.ConcurrencyStamp).IsConcurrencyToken();
        user.HasIndex(u => u.NormalizedUserName).IsUnique();
        user.HasIndex(u => u.NormalizedEmail);
        user.HasMany<IdentityUserLogin<Guid>>().WithOne().HasForeignKey(l => l.UserId).IsRequired();
        user.HasMany<IdentityUserToken<Guid>>().WithOne().HasForeignKey(t => t.UserId).IsRequired();
        user.HasMany<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey(p => p.UserId).IsRequired();
        user.HasMany<PortalInvitation>().WithOne().HasForeignKey(i => i.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> login)
    {
        login.ToTable("portal_user_logins");
        login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> token)
    {
        token.ToTable("portal_user_tokens");
        token.HasKey(t => new
        {
            t.UserId,
            t.LoginProvider,
            t.Name,
        });
    }

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> passkey)
    {
        passkey.ToTable("portal_user_passkeys");
        passkey.HasKey(p => p.CredentialId);
        passkey.Property(p => p.CredentialId).HasMaxLength(1024);
        passkey
            .Property(p => p.Data)
            .HasConversion(
                new ValueConverter<IdentityPasskeyData, string>(
                    data => PasskeyJson.Write(data),
                    text => PasskeyJson.Read(text)
                ),
                // The framework changes it in place.
                new ValueComparer<IdentityPasskeyData>(
                    (a, b) => a != null && b != null && PasskeyJson.Write(a) == PasskeyJson.Write(b),
                    data => PasskeyJson.Write(data).Length,
                    data => PasskeyJson.Read(PasskeyJson.Write(data))
                )
            );
    }

    public void Configure(EntityTypeBuilder<PortalInvitation> invitation)
    {
        invitation.ToTable("portal_invitations");
        invitation.HasKey(i => i.Id);
        invitation.Property(i => i.Name).HasMaxLength(PortalUser.MaxNameLength);
        invitation.Property(i => i.Email).HasMaxLength(MaxEmailLength);
        invitation.HasIndex(i => i.Hash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PortalAction> action)
    {
        action.ToTable("portal_actions");
        action.HasKey(a => a.Sequence);
        action.Property(a => a.UserName).HasMaxLength(PortalUser.MaxNameLength);
        action.Property(a => a.What).HasMaxLength(PortalAction.MaxWhatLength);
    }
}

/// <summary>A passkey as it lies in its column. It holds a public key and no secret.</summary>
public static class PasskeyJson
{
    public static string Write(IdentityPasskeyData data) => JsonSerializer.Serialize(data);

    public static IdentityPasskeyData Read(string text) =>
        JsonSerializer.Deserialize<IdentityPasskeyData>(text)
        ?? throw new InvalidOperationException("A passkey's column is empty.");
}
