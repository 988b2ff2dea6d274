using System.Net;
using Causeway.Server.Access.Users;
using Causeway.Server.Files;
using Causeway.Server.Tests.Files;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Portal.Data;

public class DownloadFileTests(CausewayApp app)
{
    [Fact]
    public async Task A_file_comes_as_a_download_and_of_its_own_company_alone()
    {
        var connection = await app.HasUploadAsync();
        using var uploaded = await app.UploadAsync(connection, ("Bücher.pdf", SampleFiles.Pdf()));
        await using var scope = app.Services.CreateAsyncScope();
        var files = scope.ServiceProvider.GetRequiredService<ListFiles>();
        var file = (await files.OfAsync(connection.CompanyId, connection.Id, TestContext.Current.CancellationToken))[0];
        var (visitor, _) = await PortalVisitor.SignedInAsync(app, PortalRole.Administrator);
        using var _ = visitor;

        using var download = await visitor.Client.GetAsync(
            $"/portal/companies/{connection.CompanyId}/files/{file.Id}",
            TestContext.Current.CancellationToken
        );
        using var ofAnother = await visitor.Client.GetAsync(
            $"/portal/companies/{await app.HasCompanyAsync()}/files/{file.Id}",
            TestContext.Current.CancellationToken
        );
        using var page = await visitor.Client.GetAsync(
            $"/portal{connection.Path}",
            TestContext.Current.CancellationToken
        );

        download.StatusCode.ShouldBe(HttpStatusCode.OK);
        download.Content.Headers.ContentType?.MediaType.ShouldBe("application/octet-stream");
        download.Content.Headers.ContentDisposition?.DispositionType.ShouldBe("attachment");
        download.Content.Headers.ContentDisposition?.FileNameStar.ShouldBe("Bücher.pdf");
        (await download.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBe(
            SampleFiles.Pdf()
        );
        ofAnother.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
