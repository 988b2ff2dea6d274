using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Link.Embedded;

/// <summary>With what a component sends a user to a source: for which connection, with what was entered, and from which page.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="ConnectionId">Its connection.</param>
/// <param name="Values">What the source asks for before.</param>
/// <param name="Origin">The origin of the page, from which the browser must come.</param>
/// <param name="ReturnTo">The page, if the user leaves it.</param>
/// <param name="Language">In which the component speaks.</param>
/// <param name="Expires">When it is too late to go.</param>
public sealed record LeaveTicket(
    CompanyId CompanyId,
    ConnectionId ConnectionId,
    IReadOnlyDictionary<string, string?> Values,
    string? Origin,
    string? ReturnTo,
    string Language,
    DateTimeOffset Expires
)
{
    /// <summary>What the pages of the window carry on.</summary>
    [JsonIgnore]
    public string LinkQuery => $"?{LinkLanguage.Parameter}={Language}";
}

/// <summary>Seals tickets: only this server can make one, and nobody reads what is in it.</summary>
public sealed class LeaveTickets(IDataProtectionProvider protection, TimeProvider time)
{
    private const int LongestText = 32_768;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly IDataProtector protector = protection.CreateProtector("Causeway.Link.Ticket");

    /// <summary>When a ticket that is made now ends.</summary>
    public DateTimeOffset Expires => time.GetUtcNow() + Lifetime;

    public string Seal(LeaveTicket ticket) =>
        protector.Protect(JsonSerializer.Serialize(ticket, TicketJson.Default.LeaveTicket));

    /// <summary>The ticket, or null if it is not one of ours, or has ended.</summary>
    public LeaveTicket? Open(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestText)
        {
            return null;
        }

        try
        {
            var ticket = JsonSerializer.Deserialize(protector.Unprotect(text), TicketJson.Default.LeaveTicket);
            return ticket?.Expires > time.GetUtcNow() ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(LeaveTicket))]
internal sealed partial class TicketJson : JsonSerializerContext;
