using System.Text.Json;
using Causeway.Connectors.Stripe;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Causeway.Connectors.Tests.Stripe;

/// <summary>What tests of Stripe do with it.</summary>
internal static class StripeSessions
{
    /// <summary>A session at the shop, whose clock is the shop's.</summary>
    public static ConnectorSession Open(
        StripeServer server,
        Connector? connector = null,
        string? key = StripeServer.Key
    )
    {
        connector ??= new StripeTestConnector(server.Url, server.Url);
        return new ConnectorSession(
            connector,
            ConnectorSession.Connection(connector, server.Shop.Now),
            new FakeTimeProvider(server.Shop.Now),
            server.Client(key)
        );
    }

    /// <summary>All pages of a read.</summary>
    public static async Task<List<SourcePage>> PagesAsync<TModel>(this ConnectorSession session, string? since = null)
        where TModel : class, IStandardRecord
    {
        var pages = new List<SourcePage>();
        await foreach (
            var page in session
                .Reader<TModel>()
                .FetchAsync(new ReadWindow { Since = since }, TestContext.Current.CancellationToken)
        )
        {
            pages.Add(page);
        }

        return pages;
    }

    /// <summary>All records of a read, by id.</summary>
    public static async Task<Dictionary<string, TModel>> ReadAsync<TModel>(
        this ConnectorSession session,
        string? since = null
    )
        where TModel : class, IStandardRecord
    {
        var reader = session.Reader<TModel>();
        return (await session.PagesAsync<TModel>(since))
            .SelectMany(p => p.Rows)
            .ToDictionary(r => r.Id, r => (TModel)reader.MapJson(r.Json.Span), StringComparer.Ordinal);
    }

    /// <summary>What a record of Stripe's maps to.</summary>
    public static TModel Map<TModel>(this ConnectorSession session, System.Text.Json.Nodes.JsonNode record)
        where TModel : class, IStandardRecord =>
        (TModel)session.Reader<TModel>().MapJson(JsonSerializer.SerializeToUtf8Bytes(record));

    /// <summary>From where the next read may ask for changes only.</summary>
    public static async Task<string> WatermarkAsync<TModel>(this ConnectorSession session)
        where TModel : class, IStandardRecord => (await session.PagesAsync<TModel>())[^1].Watermark!;
}
