using System.Security.Cryptography;
using System.Text;
using Causeway.Contracts;
using Causeway.Server.Grants;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Connections.Authorizing;

/// <summary>
/// A user on the way to a source and back: what the callback's <c>state</c> stands for. It is good once, for a while, in one browser, for one
/// connection. The database has only hashes of what the browser carries.
/// </summary>
public sealed class AuthorizationState
{
    private AuthorizationState() { }

    public AuthorizationState(
        string state,
        string browser,
        Connection connection,
        DateTimeOffset now,
        TimeSpan lifetime
    )
    {
        Hash = HashOf(state);
        BrowserHash = HashOf(browser);
        CompanyId = connection.CompanyId;
        ConnectionId = connection.Id;
        IntegrationKey = connection.IntegrationKey;
        Created = now;
        Expires = now + lifetime;
    }

    public string Hash { get; private set; } = "";

    public string BrowserHash { get; private set; } = "";

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public string IntegrationKey { get; private set; } = "";

    /// <summary>The PKCE verifier and what the user entered before; sealed.</summary>
    public byte[] SealedValues { get; private set; } = [];

    /// <summary>The query string of the Link address, for the way out.</summary>
    public string LinkQuery { get; private set; } = "";

    /// <summary>Whether a component on a page of the client's began it, and waits for its end.</summary>
    public bool IsEmbedded { get; private set; }

    /// <summary>That page, if the user left it for the source; null if the source has a window of its own.</summary>
    public string? ReturnTo { get; private set; }

    public DateTimeOffset Created { get; private set; }

    public DateTimeOffset Expires { get; private set; }

    /// <summary>When the user came back.</summary>
    public DateTimeOffset? Used { get; private set; }

    /// <summary>What the source gave, while the user chooses an organisation.</summary>
    public GrantId? Grant { get; private set; }

    public void Keep(byte[] sealedValues, WayOut wayOut)
    {
        SealedValues = sealedValues;
        (LinkQuery, IsEmbedded, ReturnTo) = (wayOut.LinkQuery, wayOut.IsEmbedded, wayOut.ReturnTo);
    }

    /// <summary>Whether one of the secrets that a browser carries is the one that it got for this way.</summary>
    public bool IsOf(IReadOnlyList<string> browser) =>
        browser.Any(secret =>
            CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(BrowserHash),
                Encoding.ASCII.GetBytes(HashOf(secret))
            )
        );

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What the values are sealed for.</summary>
    public static SealPurpose PurposeOf(string hash) => new("Causeway.States", hash);
}

/// <summary>Where a user goes who is back from a source.</summary>
/// <param name="LinkQuery">The query string of the Link address.</param>
public sealed record WayOut(string LinkQuery)
{
    /// <summary>Whether a component on a page of the client's began it.</summary>
    public bool IsEmbedded { get; init; }

    /// <summary>That page, if the user left it.</summary>
    public string? ReturnTo { get; init; }
}

internal sealed class AuthorizationStateTable : IEntityTypeConfiguration<AuthorizationState>
{
    public void Configure(EntityTypeBuilder<AuthorizationState> state)
    {
        state.ToTable("authorization_states");
        state.HasKey(s => s.Hash);
        state.Property(s => s.Hash).HasMaxLength(64);
        state.Property(s => s.BrowserHash).HasMaxLength(64);
        state.Property(s => s.IntegrationKey).HasMaxLength(8);
        state.HasOne<Connection>().WithMany().HasForeignKey(s => s.ConnectionId).OnDelete(DeleteBehavior.Cascade);
        state.HasIndex(s => s.ConnectionId);
        state.HasIndex(s => s.Expires);
    }
}
