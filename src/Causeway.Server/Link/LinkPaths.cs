using Causeway.Contracts;

namespace Causeway.Server.Link;

/// <summary>The addresses of the Link pages.</summary>
public static class LinkPaths
{
    public static string Company(CompanyId company) => $"/company/{company}";

    public static string Overview(CompanyId company) => $"/company/{company}/overview";

    public static string Systems(CompanyId company, SourceType kind) => $"/company/{company}/systems/{kind}";

    public static string Open(CompanyId company) => $"/company/{company}/open";

    public static string Choose(CompanyId company) => $"/company/{company}/connections";

    public static string FinishCompany(CompanyId company) => $"/company/{company}/finish";

    public static string Start(CompanyId company, ConnectionId connection) => Of(company, connection, "start");

    public static string Consent(CompanyId company, ConnectionId connection) => Of(company, connection, "consent");

    public static string Authorize(CompanyId company, ConnectionId connection) => Of(company, connection, "authorize");

    public static string Files(CompanyId company, ConnectionId connection) => Of(company, connection, "files");

    public static string Organisation(CompanyId company, ConnectionId connection) =>
        Of(company, connection, "organisation");

    public static string Cancel(CompanyId company, ConnectionId connection) => Of(company, connection, "cancel");

    public static string Unlink(CompanyId company, ConnectionId connection) => Of(company, connection, "unlink");

    public static string Done(CompanyId company, ConnectionId connection) => Of(company, connection, "done");

    public static string Finish(CompanyId company, ConnectionId connection) => Of(company, connection, "finish");

    private static string Of(CompanyId company, ConnectionId connection, string step) =>
        $"/link/{company}/{connection}/{step}";
}
