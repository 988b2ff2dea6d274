using Causeway.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Causeway.Server.Link;

/// <summary>Remembers in the browser that a company's Link was opened with a good password: a sealed cookie, for one company and twelve hours.</summary>
public sealed class LinkVisit(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    /// <summary>Opens the company's Link to this browser.</summary>
    public void Begin(HttpContext http, CompanyId company) =>
        LinkCookie.Give(http, NameOf(company), SealedInstant.Seal(Protector(company), time.GetUtcNow() + Lifetime));

    /// <summary>Whether it is open to this browser.</summary>
    public bool IsOpen(HttpContext http, CompanyId company) =>
        time.GetUtcNow() < SealedInstant.Open(Protector(company), http.Request.Cookies[NameOf(company)]);

    private static string NameOf(CompanyId company) => $"causeway-visit-{company.Value:N}";

    private IDataProtector Protector(CompanyId company) =>
        protection.CreateProtector("Causeway.Link.Visit", company.ToString());
}
