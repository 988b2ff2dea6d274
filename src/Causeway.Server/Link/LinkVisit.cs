using System.Globalization;
using System.Security.Cryptography;
using Causeway.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Link;

/// <summary>Remembers in the browser that a company's Link was opened with a good password: a sealed cookie, for one company and twelve hours.</summary>
public sealed class LinkVisit(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Opens the company's Link to this browser.</summary>
    public void Begin(HttpContext http, CompanyId company)
    {
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        http.Response.Cookies.Append(
            NameOf(company),
            Protector(company).Protect(until),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                // Lax, not Strict: a source sends the user back from its own site.
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                Path = "/",
            }
        );
    }

    /// <summary>Whether it is open to this browser.</summary>
    public bool IsOpen(HttpContext http, CompanyId company)
    {
        if (http.Request.Cookies[NameOf(company)] is not { Length: > 0 } sealedUntil)
        {
            return false;
        }

        try
        {
            var until = long.Parse(Protector(company).Unprotect(sealedUntil), CultureInfo.InvariantCulture);
            return time.GetUtcNow().ToUnixTimeSeconds() < until;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string NameOf(CompanyId company) => $"causeway-visit-{company.Value:N}";

    private IDataProtector Protector(CompanyId company) =>
        protection.CreateProtector("Causeway.Link.Visit", company.ToString());
}
