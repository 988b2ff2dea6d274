namespace Causeway.Compatibility.Tests.Wire;

/// <summary>The check finds what is wrong: else every other test of the wire would pass for nothing.</summary>
public sealed class WireFactsTests
{
    private static readonly WireFacts Facts = WireFacts.Load();

    [Theory]
    [InlineData("{}", ".id is missing")]
    [InlineData("""{"id":"ID","name":1,"redirect":"x"}""", ".name is no string: 1")]
    [InlineData("""{"id":"x","name":"n","redirect":"x"}""", ".id is no uuid: \"x\"")]
    [InlineData("""{"id":"ID","name":"n","redirect":"x","colour":"red"}""", ".colour is not in Company")]
    [InlineData("""{"id":"ID","name":"n","redirect":"x","description":null}""", ".description is null")]
    [InlineData(
        """{"id":"ID","name":"n","redirect":"x","created":"yesterday"}""",
        ".created is no datetime: \"yesterday\""
    )]
    [InlineData("""{"id":"ID","name":"n","redirect":"x","tags":{"a":1}}""", ".tags.a is no string: 1")]
    [InlineData(
        """{"id":"ID","name":"n","redirect":"x","dataConnections":[{"status":"On"}]}""",
        ".dataConnections[0].status is no DataConnectionStatus: \"On\""
    )]
    public void What_differs_from_the_documents_is_found(string body, string wrong) => Check(body).ShouldContain(wrong);

    [Fact]
    public void A_body_as_documented_is_right() =>
        Check(
                """{"id":"ID","name":"n","redirect":"x","created":"2026-01-02T03:04:05.678Z","createdByUserName":null,"tags":{"a":"b"}}"""
            )
            .ShouldBeEmpty();

    [Fact]
    public void Another_status_or_content_type_is_found()
    {
        Facts.Check("GET /companies/{}", 201, "application/json", "{}").ShouldBe(["the status is 201 instead of 200"]);
        Facts.Check("GET /companies/{}", 404, "text/plain", "no").ShouldBe(["the content type is text/plain"]);
        Facts.Check("DELETE /companies/{}", 204, null, "x").ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/companies/1", "GET /companies/{}")]
    [InlineData("/companies/1/data/banking-transactions", "GET /companies/{}/data/banking-transactions")]
    [InlineData(
        "/companies/1/connections/2/data/bankAccounts/a/bankTransactions",
        "GET /companies/{}/connections/{}/data/bankAccounts/{}/bankTransactions"
    )]
    [InlineData("/companies/1/connections/2/changes/invoices", null)]
    public void A_path_leads_to_its_operation(string path, string? operation) =>
        Facts.OperationOf(HttpMethod.Get, path).ShouldBe(operation);

    private static IEnumerable<string> Check(string body) =>
        Facts.Check(
            "GET /companies/{}",
            200,
            "application/json",
            body.Replace("ID", "0194a2b0-6d0e-7c3a-9a57-6d3f0e6b2a01", StringComparison.Ordinal)
        );
}
