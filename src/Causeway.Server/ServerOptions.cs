using Causeway.Server.Storage;

namespace Causeway.Server;

/// <summary>The settings that the whole server shares, section <c>Causeway</c>.</summary>
public sealed record ServerOptions
{
    /// <summary>The names of the settings.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        nameof(Database),
        nameof(DataDirectory),
        nameof(ConnectorsDirectory),
        nameof(PublicUrl),
        nameof(ApiKey),
        nameof(Roles),
    ];

    /// <summary>The database.</summary>
    public required DatabaseOptions Database { get; init; }

    /// <summary>Where files lie: the embedded database, the key file. Default: <c>data</c> in the working directory.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where connectors lie that do not come with the server, a folder each. Default: <c>connectors</c> in the data directory.</summary>
    public required string ConnectorsDirectory { get; init; }

    /// <summary>The address under which browsers and clients reach this server, without a slash at the end. Default: the first address that it listens on.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>The first API key, for automation. Default: a generated one, printed once.</summary>
    public string? ApiKey { get; init; }

    /// <summary>What this process does, of <c>api</c>, <c>link</c>, <c>portal</c> and <c>engine</c>. Default: all.</summary>
    public required IReadOnlySet<string> Roles { get; init; }

    /// <summary>Whether this process has a role.</summary>
    public bool Does(string role) => Roles.Contains(role);

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="SettingException">One is wrong.</exception>
    public static ServerOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Causeway");
        var directory = section["DataDirectory"] is { Length: > 0 } configured ? configured : "data";
        var database = DatabaseOptions.Parse(section["Database"], Path.GetFullPath(directory));
        return new ServerOptions
        {
            DataDirectory = Path.GetFullPath(directory),
            ConnectorsDirectory = Path.GetFullPath(
                section["ConnectorsDirectory"] is { Length: > 0 } connectors
                    ? connectors
                    : Path.Combine(directory, "connectors")
            ),
            Database = database,
            PublicUrl = PublicUrlFrom(section["PublicUrl"], configuration["urls"]),
            ApiKey = KeyFrom(section["ApiKey"]),
            Roles = RolesFrom(section["Roles"], database),
        };
    }

    private static Uri PublicUrlFrom(string? configured, string? urls)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return
                Uri.TryCreate(configured.TrimEnd('/'), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? new Uri(configured.TrimEnd('/'))
                : throw new SettingException("Causeway:PublicUrl", "must be an absolute http or https address.");
        }

        var listening = (urls ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(AddressFrom)
            .ToList();
        return listening.FirstOrDefault() ?? new Uri("http://localhost:5080");
    }

    // "http://*:80" and "http://+:80" listen on all addresses; a link needs one.
    private static Uri AddressFrom(string url) =>
        Uri.TryCreate(
            url.Replace("://*", "://localhost", StringComparison.Ordinal)
                .Replace("://+", "://localhost", StringComparison.Ordinal),
            UriKind.Absolute,
            out var address
        ) && address.Scheme is "http" or "https"
            ? new Uri(address!.GetLeftPart(UriPartial.Authority))
            : throw new SettingException("urls", $"has an address that is none: '{url}'.");

    private static string? KeyFrom(string? configured) =>
        string.IsNullOrEmpty(configured) ? null
        : configured.Length < 16 || configured.Any(char.IsControl)
            ? throw new SettingException("Causeway:ApiKey", "must have at least 16 characters.")
        : configured;

    private static HashSet<string> RolesFrom(string? configured, DatabaseOptions database)
    {
        if (string.IsNullOrWhiteSpace(configured))
        {
            return [.. Role.All];
        }

        var roles = configured
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);
        if (roles.Count == 0 || roles.Any(r => !Role.All.Contains(r)))
        {
            throw new SettingException(
                "Causeway:Roles",
                $"is '{configured}'; it must name one or more of {string.Join(", ", Role.All)}."
            );
        }

        // Nobody else could do what this process leaves out: a SQLite file is for one.
        return database.Kind is DatabaseKind.Sqlite && !(roles.Contains(Role.Api) && roles.Contains(Role.Engine))
            ? throw new SettingException(
                "Causeway:Roles",
                $"leaves out {Role.Api} or {Role.Engine}, which share the database, and a SQLite file is for one process. Set Causeway:Database to a PostgreSQL server to split the work."
            )
            : roles;
    }
}
