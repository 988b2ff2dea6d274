using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Causeway.Server.Webhooks.Delivery;

/// <summary>Signs as the Standard Webhooks specification says: HMAC-SHA256 over id, timestamp and body, with points between.</summary>
public static class WebhookSignature
{
    /// <summary>The header's value: a signature for each secret that is valid, with spaces between.</summary>
    /// <param name="secrets">The bytes of the secrets.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Of(IReadOnlyList<byte[]> secrets, string id, long timestamp, byte[] body)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var signatures = new string[secrets.Count];
        for (var i = 0; i < secrets.Count; i++)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secrets[i]);
            hmac.AppendData(head);
            hmac.AppendData(body);
            signatures[i] = $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
        }

        return string.Join(' ', signatures);
    }
}
