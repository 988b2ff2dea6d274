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
    [InlineData(
        """{"customerName":"A","status":"Active","addresses":[{"type":"Billing","street":"x"}]}""",
        "addresses[0].street"
    )]
    [InlineData("""{"customerName":"A\u0000","status":"Active"}""", "customerName")]
    [InlineData("""{"customerName":"\ud800","status":"Active"}""", "customerName")]
    [InlineData("""{"customerName":"A","status":1}""", "status")]
    [InlineData("""{"customerName":"A","status":"Active","sourceModifiedDate":"yesterday"}""", "sourceModifiedDate")]
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

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        var connection = await server.HasConnectionAsync();
        using var content = new ByteArrayContent([.. "{\"customerName\":\""u8, 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await server.Client.PostAsync($"{connection.Address}/push/customers", content);

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "UTF-8");
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused()
    {
        var connection = await server.HasConnectionAsync();
        using var content = new StringContent("customerName=Oak");

        using var response = await server.Client.PostAsync($"{connection.Address}/push/customers", content);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync(
            "customers",
            PushConnection.Customer(new string('x', 9 * 1024 * 1024))
        );

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_record_can_be_sent_back_as_it_was_read()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PutAsync(
            "customers/r7",
            """
            {"id":"r7","customerName":"Oak","status":"Active","modifiedDate":"2022-10-23T00:00:00Z",
             "sourceModifiedDate":"2019-06-07T16:00:05","metadata":{"isDeleted":false}}
            """
        );

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_can_be_unknown_need_not_be_sent()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync("customers", """{"customerName":"Oak"}""");

        var accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        var key = new Contracts.PushOperationKey(accepted.GetProperty("pushOperationKey").GetGuid());
        await connection.UntilAsync(key, "Success");
    }

    [Fact]
    public async Task An_update_changes_the_record_that_is_named()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PutAsync("customers/r7", PushConnection.Customer("Elm"));

        var accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        var key = new Contracts.PushOperationKey(accepted.GetProperty("pushOperationKey").GetGuid());
        var done = await connection.UntilAsync(key, "Success");
        var change = done.GetProperty("changes")[0];
        change.GetProperty("type").GetString().ShouldBe("Modified");
        change.GetProperty("recordRef").GetProperty("id").GetString().ShouldBe("r7");
        connection
            .Books.Records.ShouldHaveSingleItem()
            .ShouldBe(new WrittenRecord("r7", Server.Push.PushMarker.Of(key).Text, "Elm"));
    }

    [Fact]
    public async Task Accounts_are_written_under_the_path_where_they_are_read()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync("accounts", """{"name":"Petty cash"}""");

        var accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        accepted.GetProperty("dataType").GetString().ShouldBe("chartOfAccounts");
        using var wrong = await connection.PostAsync("chartOfAccounts", """{"name":"Petty cash"}""");
        wrong.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("invoices", "{}")]
    [InlineData("nonsense", "{}")]
    [InlineData("company", "{}")]
    public async Task A_data_type_that_the_source_is_not_sent_is_not_found(string path, string body)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync(path, body);

        await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "not supported");
    }

    [Fact]
    public async Task A_data_type_that_is_only_created_cannot_be_updated()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PutAsync("suppliers/1", """{"supplierName":"Oak"}""");

        await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "not updated");
    }

    [Fact]
    public async Task Deleting_records_is_refused()
    {
        var connection = await server.HasConnectionAsync();

        using var response = await server.Client.DeleteAsync($"{connection.Address}/push/customers/r1");

        await response.ShouldBeRefusedAsync(HttpStatusCode.NotFound, "can't be deleted");
    }

    [Theory]
    [InlineData("?timeoutInMinutes=0", "timeoutInMinutes")]
    [InlineData("?timeoutInMinutes=-5", "timeoutInMinutes")]
    [InlineData("?timeoutInMinutes=soon", "timeoutInMinutes")]
    [InlineData("?timeoutInMinutes=99999999999", "timeoutInMinutes")]
    [InlineData("?allowSyncOnPushComplete=perhaps", "allowSyncOnPushComplete")]
    public async Task A_wrong_parameter_is_refused_by_name(string query, string parameter)
    {
        var connection = await server.HasConnectionAsync();

        using var response = await connection.PostAsync($"customers{query}", PushConnection.Customer("Oak"));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        error.GetProperty("validation").GetProperty("errors")[0].GetProperty("itemId").GetString().ShouldBe(parameter);
    }

    [Fact]
    public async Task A_connection_that_is_not_linked_takes_no_writes()
    {
        var connection = await server.HasConnectionAsync(linked: false);

        using var response = await connection.PostAsync("customers", PushConnection.Customer("Oak"));

        await response.ShouldBeRefusedAsync(HttpStatusCode.BadRequest, "PendingAuth");
    }

    [Fact]
    public async Task A_connection_of_another_company_is_not_found()
    {
        var mine = await server.HasConnectionAsync();
        var other = await server.HasConnectionAsync();

        using var response = await server.Client.PostAsync(
            $"/companies/{mine.CompanyId}/connections/{other.Id}/push/customers",
            new StringContent(PushConnection.Customer("Oak"), System.Text.Encoding.UTF8, "application/json")
        );

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        other.Books.Calls.ShouldBe(0);
    }
}
