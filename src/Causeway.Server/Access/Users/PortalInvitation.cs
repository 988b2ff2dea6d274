using System.Security.Cryptography;

namespace Causeway.Server.Access.Users;

/// <summary>A link that lets somebody in, once: to set up the first administrator, to accept an invitation, to choose a new password.</summary>
public sealed class PortalInvitation
{
    private PortalInvitation() { }

    public PortalInvitation(
        InvitationKind kind,
        string token,
        string name,
        string email,
        PortalRole role,
        Guid? userId,
        DateTimeOffset now,
        TimeSpan lifetime
    )
    {
        Id = Guid.CreateVersion7(now);
        Kind = kind;
        Hash = HashOf(token);
        (Name, Email, Role, UserId) = (name, email, role, userId);
        (Created, Expires) = (now, now + lifetime);
    }

    public Guid Id { get; private set; }

    public InvitationKind Kind { get; private set; }

    /// <summary>SHA-256 of the token: 256 random bits need no slow hash.</summary>
    public byte[] Hash { get; private set; } = [];

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    public PortalRole Role { get; private set; }

    /// <summary>The user whose password is chosen anew.</summary>
    public Guid? UserId { get; private set; }

    public DateTimeOffset Created { get; private set; }

    public DateTimeOffset Expires { get; private set; }

    /// <summary>Makes a token.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));
}

/// <summary>What a link is for.</summary>
public enum InvitationKind
{
    /// <summary>The first administrator.</summary>
    SetUp,

    /// <summary>A new user.</summary>
    Invitation,

    /// <summary>A new password.</summary>
    Reset,
}
