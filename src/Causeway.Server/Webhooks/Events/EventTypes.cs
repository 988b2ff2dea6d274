namespace Causeway.Server.Webhooks.Events;

/// <summary>What a client can be told of: the names of the public API's webhooks, and some of our own.</summary>
public static class EventTypes
{
    public const string CompanyCreated = "company.created";
    public const string CompanyDeleted = "company.deleted";
    public const string CompanyProductAdded = "company.product.added";
    public const string CompanyProductRemoved = "company.product.removed";
    public const string ConnectionCreated = "connection.created";
    public const string ConnectionConnected = "connection.connected";
    public const string ConnectionFailed = "connection.failed";
    public const string ConnectionDisconnected = "connection.disconnected";
    public const string ConnectionReconnected = "connection.reconnected";
    public const string ConnectionDeleted = "connection.deleted";
    public const string ReadCompleted = "read.completed";
    public const string ReadCompletedInitial = "read.completed.initial";
    public const string RateLimitReached = "client.rateLimit.reached";
    public const string RateLimitReset = "client.rateLimit.reset";
    public const string SourceAccountConnected = "bankFeeds.sourceAccount.connected";
    public const string SourceAccountDisconnected = "bankFeeds.sourceAccount.disconnected";

    /// <summary>An authorization ends soon whatever is done, and must be given again: an addition of ours.</summary>
    public const string AuthorizationExpiring = "connection.authorization.expiring";

    /// <summary>A consumer was disabled by this server: an addition of ours.</summary>
    public const string WebhookDisabled = "webhook.consumer.disabled";

    /// <summary>A message was given up after its last attempt: an addition of ours.</summary>
    public const string WebhookMessageFailed = "webhook.message.failed";

    // The data types that the documents list for writes.
    private static readonly string[] Written =
    [
        "bankAccounts",
        "bankTransactions",
        "billCreditNotes",
        "billPayments",
        "bills",
        "chartOfAccounts",
        "creditNotes",
        "customers",
        "directCosts",
        "directIncomes",
        "invoices",
        "items",
        "journalEntries",
        "journals",
        "payments",
        "purchaseOrders",
        "suppliers",
        "transfers",
    ];

    /// <summary>All of them, each write's by its data type.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CompanyCreated,
        CompanyDeleted,
        CompanyProductAdded,
        CompanyProductRemoved,
        ConnectionCreated,
        ConnectionConnected,
        ConnectionFailed,
        ConnectionDisconnected,
        ConnectionReconnected,
        ConnectionDeleted,
        AuthorizationExpiring,
        ReadCompleted,
        ReadCompletedInitial,
        .. Written.Select(type => OfWrite(type, isSuccess: true)),
        .. Written.Select(type => OfWrite(type, isSuccess: false)),
        RateLimitReached,
        RateLimitReset,
        SourceAccountConnected,
        SourceAccountDisconnected,
        WebhookDisabled,
        WebhookMessageFailed,
    ];

    /// <summary>The event that tells how a write ended.</summary>
    /// <param name="dataType">The key of the data type that was written.</param>
    /// <param name="isSuccess">Whether the source has the record.</param>
    public static string OfWrite(string dataType, bool isSuccess) =>
        $"{dataType}.write.{(isSuccess ? "successful" : "unsuccessful")}";

    /// <summary>Whether it tells how a write ended.</summary>
    public static bool IsOfWrite(string type) => type.Contains(".write.", StringComparison.Ordinal);

    /// <summary>Whether it tells of webhooks themselves: nobody is told that such an event could not be told.</summary>
    public static bool IsAboutWebhooks(string type) => type is WebhookDisabled or WebhookMessageFailed;
}
