using Causeway.Contracts;
using Causeway.Server.Settings.Link;

namespace Causeway.Server;

/// <summary>The addresses that answers contain, as browsers reach them.</summary>
public sealed class PublicUrls(ServerOptions options, LinkPasswords passwords)
{
    private readonly string root = options.PublicUrl.ToString().TrimEnd('/');

    /// <summary>Where a company's user connects sources: the company's <c>redirect</c>.</summary>
    public string Company(CompanyId company) => passwords.Protect($"{root}/company/{company}", company);

    /// <summary>Where a company's user authorizes this very connection: its <c>linkUrl</c>.</summary>
    public string Connection(CompanyId company, ConnectionId connection) =>
        passwords.Protect($"{root}/companies/{company}/connections/{connection}/start", company);

    /// <summary>An address on this server.</summary>
    /// <param name="path">The path, with its slash.</param>
    public string Of(string path) => root + path;
}
