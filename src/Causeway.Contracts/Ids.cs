using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Causeway.Contracts;

/// <summary>Identifies a company: one customer of the client.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<CompanyId>))]
public readonly record struct CompanyId(Guid Value) : IGuidId<CompanyId>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static CompanyId New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static CompanyId From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CompanyId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a connection: one company's access to one source.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<ConnectionId>))]
public readonly record struct ConnectionId(Guid Value) : IGuidId<ConnectionId>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static ConnectionId New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static ConnectionId From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ConnectionId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a dataset: one run that reads one data type of one connection.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<DatasetId>))]
public readonly record struct DatasetId(Guid Value) : IGuidId<DatasetId>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static DatasetId New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static DatasetId From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DatasetId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a push operation: one write to a source.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<PushOperationKey>))]
public readonly record struct PushOperationKey(Guid Value) : IGuidId<PushOperationKey>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static PushOperationKey New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static PushOperationKey From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PushOperationKey id) =>
        GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a webhook consumer: an endpoint of the client's that is told of events.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<WebhookId>))]
public readonly record struct WebhookId(Guid Value) : IGuidId<WebhookId>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static WebhookId New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static WebhookId From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WebhookId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies an event that the client is told of; the <c>webhook-id</c> of every attempt to tell it.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<ClientEventId>))]
public readonly record struct ClientEventId(Guid Value) : IGuidId<ClientEventId>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static ClientEventId New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static ClientEventId From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClientEventId id) =>
        GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Identifies a grant: the tokens that came from one authorization at a source, which may serve several connections.</summary>
/// <param name="Value">A version 7 UUID.</param>
[JsonConverter(typeof(GuidIdConverter<GrantId>))]
public readonly record struct GrantId(Guid Value) : IGuidId<GrantId>
{
    /// <summary>Makes an id that sorts after those made before it.</summary>
    public static GrantId New(TimeProvider time) => new(GuidId.New(time));

    /// <inheritdoc/>
    public static GrantId From(Guid value) => new(value);

    /// <summary>Reads the id from a route or a query string; only the hyphenated form is an id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GrantId id) => GuidId.TryParse(text, out id);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
