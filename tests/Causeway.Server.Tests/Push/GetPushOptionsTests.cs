using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Tests.Push;

[Collection(nameof(PushServer))]
public sealed class GetPushOptionsTests(PushServer server)
{
    [Fact]
    public async Task The_options_are_the_model_that_the_source_accepts()
    {
        var connection = await server.HasConnectionAsync();

        var options = await server.Client.GetFromJsonAsync<JsonElement>($"{connection.Address}/options/customers");

        options.GetProperty("type").GetString().ShouldBe("Object");
        options.GetProperty("displayName").GetString().ShouldBe("Customer");
        options.GetProperty("required").GetBoolean().ShouldBeTrue();
        var status = options.GetProperty("properties").GetProperty("status");
        status.GetProperty("type").GetString().ShouldBe("String");
        status.GetProperty("required").GetBoolean().ShouldBeFalse();
        status.GetProperty("options")[0].GetProperty("value").GetString().ShouldBe("Active");
        var rule = status.GetProperty("validation").GetProperty("warnings")[0];
        rule.GetProperty("field").GetString().ShouldBe("Status");
        rule.GetProperty("details").GetString().ShouldBe("Must be known.");
        status.GetProperty("validation").GetProperty("information").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("chartOfAccounts", HttpStatusCode.OK)]
    [InlineData("accounts", HttpStatusCode.NotFound)]
    [InlineData("invoices", HttpStatusCode.NotFound)]
    [InlineData("nonsense", HttpStatusCode.NotFound)]
    public async Task Options_go_by_the_key_of_the_data_type(string dataType, HttpStatusCode status)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await server.Client.GetAsync($"{connection.Address}/options/{dataType}");

        response.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData(SourceFailureCategory.RateLimited, HttpStatusCode.TooManyRequests)]
    [InlineData(SourceFailureCategory.Unavailable, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SourceFailureCategory.Lost, HttpStatusCode.ServiceUnavailable)]
    [InlineData(SourceFailureCategory.Permission, HttpStatusCode.Forbidden)]
    [InlineData(SourceFailureCategory.Authentication, HttpStatusCode.BadRequest)]
    [InlineData(SourceFailureCategory.Malformed, HttpStatusCode.BadGateway)]
    public async Task A_source_that_does_not_tell_is_no_fault_of_ours(
        SourceFailureCategory category,
        HttpStatusCode status
    )
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.OptionsFail = new SourceFailure(category, "The source says no.");

        using var response = await server.Client.GetAsync($"{connection.Address}/options/customers");

        await response.ShouldBeRefusedAsync(status, "The source says no.");
    }

    [Fact]
    public async Task A_connection_that_is_not_linked_has_no_options()
    {
        var connection = await server.HasConnectionAsync(linked: false);

        using var response = await server.Client.GetAsync($"{connection.Address}/options/customers");

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "PendingAuth");
    }
}
