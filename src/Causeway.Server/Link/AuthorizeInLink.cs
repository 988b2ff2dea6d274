using Causeway.Contracts.Connectors;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Link.Pages;

namespace Causeway.Server.Link;

/// <summary>Takes the form that the integration asks for, tries it, and links the connection.</summary>
public static class AuthorizeInLink
{
    public static void Map(IEndpointRouteBuilder pages) =>
        pages.MapPost("/link/{companyId}/{connectionId}/authorize", PostAsync);

    /// <summary>The form, empty.</summary>
    public static Dictionary<string, object?> Form(LinkedPage about, string consentProof, bool byKey = false) =>
        new()
        {
            [nameof(Authorize.Page)] = about.Page,
            [nameof(Authorize.Source)] = about.Source,
            [nameof(Authorize.ConnectionId)] = about.Connection.Id,
            [nameof(Authorize.Fields)] = FieldsOf(about, byKey),
            [nameof(Authorize.ByKey)] = byKey,
            [nameof(Authorize.ConsentProof)] = consentProof,
        };

    private static async Task<IResult> PostAsync(
        string companyId,
        string connectionId,
        HttpRequest request,
        LinkPages pages,
        ConsentProof consent,
        AuthorizeConnection authorize,
        AuthorizeAtSource atSource,
        CancellationToken ct
    )
    {
        if (await pages.FindAsync(companyId, connectionId, ct) is not { } about)
        {
            return await pages.NotFoundAsync(ct);
        }

        var proof = request.Form["consent"].ToString();
        if (!consent.IsGiven(about.Connection.Id, proof))
        {
            return CompanyPages.SeeOther(about.Page.To(LinkPaths.Start(about.Page.CompanyId, about.Connection.Id)));
        }

        var byKey = request.Form["by"].ToString() is "key";
        var fields = FieldsOf(about, byKey);
        var given = fields
            .Select(f => f.Name)
            .Append(SourceConnection.OrganisationField)
            .Where(request.Form.ContainsKey)
            .ToDictionary(name => name, name => (string?)request.Form[name].ToString(), StringComparer.Ordinal);
        if (about.Entry.Manifest.Auth is ConnectorAuth.OAuth2 && !byKey)
        {
            return await atSource.LeaveAsync(about, given, ct);
        }

        var authorization = await authorize.RunAsync(
            about.Page.CompanyId,
            about.Connection.Id,
            given,
            ConnectionActor.CompanyUser,
            ct
        );
        var form = Form(about, proof, byKey);
        form[nameof(Authorize.Entered)] = fields
            .Where(f => f.Kind is not AuthFieldKind.Password && given.ContainsKey(f.Name))
            .ToDictionary(f => f.Name, f => given[f.Name] ?? "", StringComparer.Ordinal);
        switch (authorization)
        {
            case AuthorizationOutcome.Done:
                return CompanyPages.SeeOther(about.Page.To(LinkPaths.Done(about.Page.CompanyId, about.Connection.Id)));
            case AuthorizationOutcome.ChooseOrganisation choice:
                form[nameof(Authorize.Fields)] = WithOrganisation(about.Page.T, fields, choice.Organisations);
                form[nameof(Authorize.Notice)] = about.Page.T["authorize.several"];
                return await pages.ShowAsync<Authorize>(form);
            default:
                var refusal = authorization.Refusal ?? Refusal.Invalid("The connection was not authorized.");
                form[nameof(Authorize.Problem)] = refusal.Message;
                form[nameof(Authorize.Fault)] = (authorization as AuthorizationOutcome.Refused)?.Fault;
                form[nameof(Authorize.Wrong)] = refusal
                    .Fields.DistinctBy(f => f.Field)
                    .ToDictionary(f => f.Field, f => f.Message, StringComparer.Ordinal);
                return await pages.ShowAsync<Authorize>(form, StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static IReadOnlyList<AuthField> FieldsOf(LinkedPage about, bool byKey) =>
        byKey && about.Entry.Manifest.Auth is ConnectorAuth.OAuth2 { Otherwise: { } other }
            ? other.Fields
            : about.Entry.Manifest.Auth.Fields;

    private static List<AuthField> WithOrganisation(
        LinkTexts texts,
        IReadOnlyList<AuthField> fields,
        IReadOnlyList<SourceOrganisation> organisations
    ) =>
        [
            new AuthField
            {
                Name = SourceConnection.OrganisationField,
                Label = texts["organisation.field"],
                Kind = AuthFieldKind.Choice,
                Choices = [.. organisations.Select(o => new AuthChoice(o.Id, o.Name))],
            },
            .. fields,
        ];
}
