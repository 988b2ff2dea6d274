using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Http;
using Causeway.Server.Push;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Webhooks.Events;

/// <summary>Makes events of things that never happened, for who tries out an endpoint.</summary>
public sealed class EventExamples(PublicUrls urls, TimeProvider time)
{
    private static readonly CompanyId Company = new(new Guid("0190a000-0000-7000-8000-000000000001"));
    private static readonly ConnectionId Connection = new(new Guid("0190a000-0000-7000-8000-000000000002"));

    private static ReferenceCompany Reference =>
        new()
        {
            Id = Company,
            Name = "Example Company",
            Description = "Made up, to try out an endpoint",
            Tags = new Dictionary<string, string> { ["example"] = "true" },
        };

    /// <summary>An event of a type.</summary>
    public ClientEvent Of(string type) =>
        type switch
        {
            EventTypes.CompanyCreated or EventTypes.CompanyDeleted => Draft(
                type,
                new CompanyPayload
                {
                    Id = Company,
                    Name = Reference.Name,
                    Description = Reference.Description,
                    Redirect = urls.Company(Company),
                    Created = time.GetUtcNow(),
                    Tags = Reference.Tags,
                },
                EventJson.Default.EventBodyCompanyPayload
            ),
            EventTypes.CompanyProductAdded or EventTypes.CompanyProductRemoved => Draft(
                type,
                new ProductPayload
                {
                    Id = Company,
                    Name = Reference.Name,
                    ProductId = "lending",
                    ProductName = "Lending",
                    Products = type is EventTypes.CompanyProductAdded ? ["lending"] : [],
                },
                EventJson.Default.EventBodyProductPayload
            ),
            EventTypes.ReadCompleted or EventTypes.ReadCompletedInitial => Draft(
                type,
                new ReadPayload { ReferenceCompany = Reference, DataTypes = [Read()] },
                EventJson.Default.EventBodyReadPayload
            ),
            EventTypes.RateLimitReached or EventTypes.RateLimitReset => EventDraft.Of(
                type,
                new RateLimitPayload(
                    1000,
                    type is EventTypes.RateLimitReached ? 0 : 1000,
                    time.GetUtcNow().AddHours(1)
                ),
                EventJson.Default.EventBodyRateLimitPayload,
                time
            ),
            EventTypes.SourceAccountConnected or EventTypes.SourceAccountDisconnected => Draft(
                type,
                new SourceAccountPayload(Reference, Connection, Account(type)),
                EventJson.Default.EventBodySourceAccountPayload
            ),
            EventTypes.WebhookDisabled => EventDraft.Of(
                type,
                new WebhookDisabledPayload(Webhook, "https://example.com/hooks", "It answered 410 Gone."),
                EventJson.Default.EventBodyWebhookDisabledPayload,
                time
            ),
            EventTypes.WebhookMessageFailed => EventDraft.Of(
                type,
                new WebhookMessageFailedPayload(
                    Webhook,
                    "https://example.com/hooks",
                    ClientEventId.New(time),
                    EventTypes.ReadCompleted,
                    "It answered 500."
                ),
                EventJson.Default.EventBodyWebhookMessageFailedPayload,
                time
            ),
            EventTypes.AuthorizationExpiring => Draft(
                type,
                new ExpiringPayload(
                    Reference,
                    Body(type),
                    time.GetUtcNow().AddDays(14),
                    14,
                    urls.Connection(Company, Connection)
                ),
                EventJson.Default.EventBodyExpiringPayload
            ),
            _ when type.StartsWith("connection.", StringComparison.Ordinal) => Draft(
                type,
                new ConnectionPayload(Reference, Body(type)),
                EventJson.Default.EventBodyConnectionPayload
            ),
            _ => Draft(type, Write(type), EventJson.Default.EventBodyWritePayload),
        };

    private static WebhookId Webhook { get; } = new(new Guid("0190a000-0000-7000-8000-000000000003"));

    private ClientEvent Draft<TPayload>(
        string type,
        TPayload payload,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<EventBody<TPayload>> json
    ) => EventDraft.Of(type, payload, json, Reference, time);

    private ConnectionBody Body(string type) =>
        new()
        {
            Id = Connection,
            IntegrationId = new Guid("0190a000-0000-7000-8000-000000000004"),
            IntegrationKey = "mqjo",
            SourceId = new Guid("0190a000-0000-7000-8000-000000000005"),
            SourceType = SourceType.Accounting,
            PlatformName = "Sandbox",
            LinkUrl = urls.Connection(Company, Connection),
            Status = type switch
            {
                EventTypes.ConnectionCreated or EventTypes.ConnectionFailed => ConnectionStatus.PendingAuth,
                EventTypes.ConnectionDisconnected => ConnectionStatus.Unlinked,
                _ => ConnectionStatus.Linked,
            },
            Created = time.GetUtcNow(),
            DataConnectionErrors = new RawJson("[]"),
            ConnectionInfo = RawJson.EmptyObject,
            AdditionalProperties = null,
        };

    private static ReadSummary Read() =>
        new()
        {
            ConnectionId = Connection,
            DataType = "invoices",
            RecordsModified = true,
            Status = DatasetStatus.Complete,
            Issues = [],
        };

    private WritePayload Write(string type)
    {
        var isSuccess = type.EndsWith(".successful", StringComparison.Ordinal);
        return new WritePayload
        {
            Id = PushOperationKey.New(time),
            Type = PushKind.Create,
            ReferenceCompany = Reference,
            ConnectionId = Connection,
            RequestedOnDate = time.GetUtcNow(),
            CompletedOnDate = time.GetUtcNow(),
            Status = isSuccess ? PushStatus.Success : PushStatus.Failed,
            Record = isSuccess ? new WrittenRecord("1") : null,
        };
    }

    private SourceAccountSummary Account(string type) =>
        new()
        {
            Id = "account-1",
            AccountName = "Current account",
            AccountNumber = "12345678",
            SortCode = "040004",
            Currency = "GBP",
            Balance = 99.99m,
            ModifiedDate = time.GetUtcNow(),
            Status = type is EventTypes.SourceAccountConnected ? "connected" : "disconnected",
        };
}
