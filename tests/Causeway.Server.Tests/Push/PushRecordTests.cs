using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Causeway.Server.Tests.Push;

[Collection(nameof(PushServer))]
public sealed class PushRecordTests(PushServer server)
{
    [Fact]
    public async Task A_write_is_accepted_as_pending_and_succeeds()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync("customers", PushConnection.Customer("Oak"));

        var accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        accepted.GetProperty("status").GetString().ShouldBe("Pending");
        accepted.GetProperty("statusCode").GetInt32().ShouldBe(202);
        accepted.GetProperty("dataType").GetString().ShouldBe("customers");
        accepted.GetProperty("requestedOnUtc").GetString().ShouldStartWith("2050-01-");
        accepted.TryGetProperty("completedOnUtc", out _).ShouldBeFalse();
        var key = new Contracts.PushOperationKey(accepted.GetProperty("pushOperationKey").GetGuid());
        var done = await connection.UntilAsync(key, "Success");
        done.GetProperty("statusCode").GetInt32().ShouldBe(200);
        var change = done.GetProperty("changes")[0];
        change.GetProperty("type").GetString().ShouldBe("Created");
        change.GetProperty("recordRef").GetProperty("id").GetString().ShouldBe("r1");
        change.GetProperty("recordRef").GetProperty("dataType").GetString().ShouldBe("customers");
        (await connection.StatesAsync(key)).ShouldBe(["Pending", "Sending", "Success"]);
        connection.Books.Records.ShouldHaveSingleItem().Name.ShouldBe("Oak");
    }

    [Fact]
    public async Task The_source_refusing_fields_fails_the_operation_with_each_of_them()
    {
        var connection = await server.HasConnectionAsync();
        connection.Books.NextWriteFails(
            new(Contracts.Connectors.SourceFailureCategory.Rejected, "The source refused the record.")
            {
                Fields = [new("emailAddress", "Must be an e-mail address.")],
            }
        );

        var failed = await connection.UntilAsync(await connection.PushAsync(), "Failed");

        failed.GetProperty("statusCode").GetInt32().ShouldBe(400);
        failed.GetProperty("errorMessage").GetString().ShouldBe("The source refused the record.");
        var error = failed.GetProperty("validation").GetProperty("errors")[0];
        error.GetProperty("itemId").GetString().ShouldBe("emailAddress");
        error.GetProperty("message").GetString().ShouldBe("Must be an e-mail address.");
        error.GetProperty("validatorName").GetString().ShouldBe("Customer");
    }

    [Theory]
    [InlineData("""{"customerName":5,"status":"Active"}""", "customerName")]
    [InlineData("""{"customerName":"A","status":"Sleepy"}""", "status")]
    [InlineData("""{"customerName":"A","status":"Active","colour":"red"}""", "colour")]
    [InlineData(
        """{"customerName":"A","status":"Active","addresses":[{"type":"Billing"},{"type":7}]}""",
        "addresses[1].type"
    )]
    [InlineData("""{"customerName":"A","customerName":"B","status":"Active"}""", "customerName")]
    [InlineData("""{"customerName":"A",""", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    public async Task A_body_of_the_wrong_form_is_refused_with_the_field_named(string body, string field)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync("customers", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        error.GetProperty("validation").GetProperty("errors")[0].GetProperty("itemId").GetString().ShouldBe(field);
        connection.Books.Calls.ShouldBe(0);
    }
}
