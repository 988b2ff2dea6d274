using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Causeway.Server.Query;

namespace Causeway.Server.Records.Store;

/// <summary>A response that records are written to.</summary>
internal sealed class RecordResponse
{
    // So much waits in memory before the client's pace matters. A usual page is far below, and so a slow client does not
    // keep a connection to the database.
    private const int FlushAt = 4 * 1024 * 1024;

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PipeWriter output;
    private readonly CancellationToken ct;
    private int count;

    private RecordResponse(HttpResponse response, RecordScope scope, CancellationToken ct)
    {
        output = response.BodyWriter;
        this.ct = ct;
        Records = new RecordWriter(output, scope.Type.HasMetadata, scope.Type.HasModifiedDate);
    }

    /// <summary>Writes the records themselves.</summary>
    public RecordWriter Records { get; }

    public IBufferWriter<byte> Output => output;

    /// <summary>Begins an answer of 200.</summary>
    public static async Task<RecordResponse> BeginAsync(HttpResponse response, RecordScope scope, CancellationToken ct)
    {
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json; charset=utf-8";
        // Before this what is written would go through a buffer of its own.
        await response.StartAsync(ct);
        return new RecordResponse(response, scope, ct);
    }

    public static async Task<RecordResponse> BeginListAsync(
        HttpResponse response,
        RecordScope scope,
        CancellationToken ct
    )
    {
        var list = await BeginAsync(response, scope, ct);
        list.output.Write("{\"results\":["u8);
        return list;
    }

    /// <summary>Begins the next element of the list.</summary>
    public ValueTask NextAsync()
    {
        if (count++ > 0)
        {
            output.Write(","u8);
        }

        return output.CanGetUnflushedBytes && output.UnflushedBytes > FlushAt ? FlushAsync() : ValueTask.CompletedTask;
    }

    public void EndPage(RecordListing listing, long total)
    {
        output.Write(
            Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"],\"pageNumber\":{listing.Page.Number},\"pageSize\":{listing.Page.Size},\"totalResults\":{total},\"_links\":"
                )
            )
        );
        var links = listing.Links(total);
        using (var json = new Utf8JsonWriter(output, Plainly))
        {
            json.WriteStartObject();
            WriteLink(json, "self", links.Self);
            WriteLink(json, "current", links.Current);
            WriteLink(json, "next", links.Next);
            WriteLink(json, "previous", links.Previous);
            json.WriteEndObject();
        }

        output.Write("}"u8);
    }

    /// <summary>Begins an entry of the change feed; its record is written next, and then the closing brace.</summary>
    public void BeginChange(string kind, string id)
    {
        output.Write("{\"change\":\""u8);
        output.Write(Encoding.UTF8.GetBytes(kind));
        output.Write("\",\"id\":"u8);
        using (var json = new Utf8JsonWriter(output, Plainly))
        {
            json.WriteStringValue(id);
        }

        output.Write(",\"record\":"u8);
    }

    public void EndChange() => output.Write("}"u8);

    public void EndChanges(ChangeListing listing, string cursor, bool hasMore)
    {
        output.Write("],"u8);
        using var json = new Utf8JsonWriter(output, Plainly with { SkipValidation = true });
        json.WriteString("cursor"u8, cursor);
        json.WriteBoolean("hasMore"u8, hasMore);
        json.WriteStartObject("_links"u8);
        WriteLink(json, "next", new PageLink(listing.Next(cursor)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public ValueTask FlushAsync()
    {
        var flush = output.FlushAsync(ct);
        return flush.IsCompletedSuccessfully ? ValueTask.CompletedTask : WaitAsync(flush);

        static async ValueTask WaitAsync(ValueTask<FlushResult> flush) => await flush;
    }

    private static void WriteLink(Utf8JsonWriter json, string name, PageLink? link)
    {
        if (link is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("href"u8, link.Href);
            json.WriteEndObject();
        }
    }
}
