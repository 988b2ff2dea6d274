using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Shouldly;
using Xunit;

namespace Causeway.Testing;

/// <summary>
/// What every connector keeps to. Derive a class for each connector, and open its source with enough records for several pages. The source must
/// stand still while the tests of the class run: it is read from beginning to end once, and most of them look at what was read then.
/// </summary>
/// <typeparam name="TConnector">The connector.</typeparam>
public abstract class ConnectorConformance<TConnector>
    where TConnector : Connector, new()
{
    private const int MostRestarts = 4;

    // A source may be slow, so what all is read from is read once for all tests of a class.
    private static readonly ConcurrentDictionary<(Type Tests, DataType Read), List<SourcePage>> Whole = new();

    private readonly Connector connector = new TConnector();

    private ConnectorManifest Manifest => connector.Manifest;

    /// <summary>Opens a source that stands still: the real one, or a recording of it.</summary>
    protected abstract Task<ConnectorSession> OpenAsync();

    [Fact]
    public void The_manifest_is_complete()
    {
        Manifest.Key.ShouldMatch("^[a-z]{4}$");
        Manifest.Name.ShouldNotBeNullOrWhiteSpace();
        Manifest.IntegrationId.ShouldNotBe(Guid.Empty);
        Manifest.SourceId.ShouldNotBe(Guid.Empty);
        Manifest.Budget.Calls.ShouldBePositive();
        Manifest.Budget.Concurrent.ShouldBePositive();
        Manifest.Budget.Per.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void The_fields_of_its_authorization_can_be_filled_in()
    {
        var fields = Manifest.Auth.Fields;

        fields.Select(f => f.Name).ShouldBeUnique();
        foreach (var field in fields)
        {
            field.Name.ShouldMatch("^[a-z][A-Za-z0-9]*$");
            field.Label.ShouldNotBeNullOrWhiteSpace();
            if (field.Kind is AuthFieldKind.Choice)
            {
                field.Choices.ShouldNotBeEmpty(field.Name);
                field.Choices.Select(c => c.Value).ShouldBeUnique();
                (field.Default is null || field.Choices.Any(c => c.Value == field.Default)).ShouldBeTrue(field.Name);
            }

            if (Manifest.Auth is ConnectorAuth.None)
            {
                (field.Default is not null || field.Optional).ShouldBeTrue($"{field.Name} needs a default");
            }
        }
    }

    [Fact]
    public void The_logo_is_a_picture_and_nothing_else()
    {
        Manifest.LogoSvg.Length.ShouldBeLessThan(16_384);
        var svg = XDocument.Parse(Manifest.LogoSvg).Root!;

        svg.Name.ShouldBe(XName.Get("svg", "http://www.w3.org/2000/svg"));
        svg.Attribute("viewBox").ShouldNotBeNull();
        foreach (var element in svg.DescendantsAndSelf())
        {
            element.Name.LocalName.ShouldNotBeOneOf("script", "foreignObject", "image", "use", "a");
            element
                .Attributes()
                .ShouldAllBe(a =>
                    !a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) && a.Name.LocalName != "href"
                );
        }
    }

    [Fact]
    public void It_reads_data_types_of_its_own_kind_of_source()
    {
        var parts = ConnectorSession.PartsOf(connector);

        parts.Readers.ShouldNotBeEmpty();
        parts.Readers.Keys.Concat(parts.Writers.Keys).ShouldAllBe(t => t.SourceType == Manifest.SourceType);
    }

    [Fact]
    public async Task The_probe_tells_whose_books_they_are()
    {
        var session = await OpenAsync();
        if (session.Probe() is not { } probe)
        {
            Manifest.Auth.ShouldBeOfType<ConnectorAuth.None>(
                "only a source that needs no proof can do without a probe"
            );
            return;
        }

        var identity = await probe.IdentifyAsync(Ct);

        identity.Organisations.ShouldNotBeEmpty();
        identity.Organisations.ShouldAllBe(o => o.Id.Length > 0 && o.Name.Length > 0);
    }

    [Fact]
    public async Task Every_read_ends_and_brings_each_record_once()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads)
        {
            var reader = session.Reader(type);
            var pages = await AllAsync(session, type);

            pages.Count.ShouldBePositive(type.Key);
            pages[^1].NextCursor.ShouldBeNull(type.Key);
            pages.SkipLast(1).ShouldAllBe(p => p.NextCursor != null);
            var ids = Ids(pages);
            ids.ShouldBeUnique();
            ids.ShouldAllBe(id => id.Length > 0);
            if (pages[0].Total is { } total)
            {
                total.ShouldBe(ids.Count, type.Key);
            }

            if (reader.Tracking is not ChangeTracking.FullScan)
            {
                pages[^1].Watermark.ShouldNotBeNullOrEmpty($"{type.Key} needs a watermark to read changes since");
            }

            if (type.IsSingleton)
            {
                ids.Count.ShouldBe(1, type.Key);
            }
        }
    }

    [Fact]
    public async Task A_read_goes_on_from_any_page_in_another_process()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads)
        {
            var pages = await AllAsync(session, type);
            var step = Math.Max(1, (pages.Count - 1) / MostRestarts);
            for (var i = 0; i < pages.Count - 1; i += step)
            {
                var rest = await PagesAsync(session.Reader(type), new ReadWindow { Cursor = pages[i].NextCursor });

                Ids(rest).ShouldBe(Ids(pages.Skip(i + 1)), $"{type.Key} from page {i + 1}");
            }
        }
    }

    [Fact]
    public async Task Mapping_is_pure_and_keeps_the_id()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads)
        {
            var reader = session.Reader(type);
            foreach (var row in (await AllAsync(session, type)).SelectMany(p => p.Rows))
            {
                var record = reader.MapJson(row.Json.Span);

                record.RecordKey.ShouldBe(row.Id, type.Key);
                record.GetType().ShouldBe(type.Model);
                var json = JsonSerializer.Serialize(record, type.Json!);
                JsonSerializer.Serialize(session.Reader(type).MapJson(row.Json.Span), type.Json!).ShouldBe(json);
                JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type.Json!), type.Json!).ShouldBe(json);
            }
        }
    }

    [Fact]
    public async Task Members_that_nobody_knows_do_no_harm()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads)
        {
            var reader = session.Reader(type);
            var row = (await AllAsync(session, type)).SelectMany(p => p.Rows).FirstOrDefault();
            if (row.Id is null)
            {
                continue;
            }

            var more = JsonNode.Parse(row.Json.Span)!.AsObject();
            more["aMemberOfTheFuture"] = new JsonObject { ["nested"] = new JsonArray(1, "two", null) };

            var record = reader.MapJson(JsonSerializer.SerializeToUtf8Bytes(more));

            JsonSerializer
                .Serialize(record, type.Json!)
                .ShouldBe(JsonSerializer.Serialize(reader.MapJson(row.Json.Span), type.Json!));
        }
    }

    [Fact]
    public async Task What_has_not_the_promised_shape_is_refused_as_such()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads)
        {
            Should.Throw<JsonException>(() => session.Reader(type).MapJson("[]"u8), type.Key);
        }
    }

    [Fact]
    public async Task Nothing_changed_since_a_moment_ago()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads.Where(t => session.Reader(t).Tracking is not ChangeTracking.FullScan))
        {
            var all = await AllAsync(session, type);
            var since = all[^1].Watermark;

            var changes = await PagesAsync(session.Reader(type), new ReadWindow { Since = since });

            // Some overlap is harmless, so it may bring records again, but none that were not there.
            Ids(changes).Except(Ids(all)).ShouldBeEmpty(type.Key);
            changes.SelectMany(p => p.Deleted).ShouldBeEmpty(type.Key);
            changes[^1].Watermark.ShouldNotBeNullOrEmpty(type.Key);
        }
    }

    [Fact]
    public async Task The_list_of_ids_is_that_of_the_records()
    {
        var session = await OpenAsync();

        foreach (var type in session.Reads.Where(t => session.Reader(t).Tracking is ChangeTracking.ChangesThenIds))
        {
            var records = Ids(await AllAsync(session, type));
            var pages = new List<SourceIdPage>();
            await foreach (var page in session.Reader(type).FetchIdsAsync(null, Ct))
            {
                pages.Add(page);
            }

            pages[^1].NextCursor.ShouldBeNull(type.Key);
            pages.SelectMany(p => p.Ids).ShouldBe(records, ignoreOrder: true, type.Key);
        }
    }

    [Fact]
    public async Task A_read_can_be_ended()
    {
        var session = await OpenAsync();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();

        foreach (var type in session.Reads)
        {
            await Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                await foreach (var page in session.Reader(type).FetchAsync(new ReadWindow(), ended.Token))
                {
                    page.ShouldBeNull();
                }
            });
        }
    }

    [Fact]
    public async Task Every_writer_says_what_it_accepts()
    {
        var session = await OpenAsync();

        foreach (var type in session.Writes)
        {
            var options = await session.Writer(type).GetOptionsAsync(Ct);

            options.Type.ShouldBe(WriteOptionType.Object, type.Key);
            CheckOption(options, type.Key, type.Model!, type.Json!.Options);
        }
    }

    [Fact]
    public async Task A_write_that_never_was_is_not_found()
    {
        var session = await OpenAsync();

        foreach (var type in session.Writes)
        {
            var found = await session.Writer(type).FindAsync(new WriteMarker("cw-00000000000000000000000000"), Ct);

            found.ShouldBeNull(type.Key);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<List<SourcePage>> AllAsync(ConnectorSession session, DataType type) =>
        Whole.TryGetValue((GetType(), type), out var pages)
            ? pages
            : Whole[(GetType(), type)] = await PagesAsync(session.Reader(type), new ReadWindow());

    private static async Task<List<SourcePage>> PagesAsync(Reader reader, ReadWindow window)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in reader.FetchAsync(window, Ct))
        {
            pages.Add(page);
        }

        return pages;
    }

    private static List<string> Ids(IEnumerable<SourcePage> pages) =>
        [.. pages.SelectMany(p => p.Rows).Select(r => r.Id)];

    // The options name members that the standard record has, so that a client that fills them in is understood.
    private static void CheckOption(WriteOption option, string path, Type model, JsonSerializerOptions json)
    {
        option.DisplayName.ShouldNotBeNullOrWhiteSpace(path);
        option.Description.ShouldNotBeNull(path);
        if (option.Type is not (WriteOptionType.Object or WriteOptionType.Array))
        {
            return;
        }

        var properties = option.Properties.ShouldNotBeNull($"{path} must list its members");
        properties.ShouldNotBeEmpty(path);
        var element = option.Type is WriteOptionType.Array ? model.GetGenericArguments()[0] : model;
        var members = json.GetTypeInfo(element).Properties.ToDictionary(p => p.Name, p => p.PropertyType);
        foreach (var (name, property) in properties)
        {
            name.ShouldMatch("^[a-z][A-Za-z0-9]*$");
            members.ShouldContainKey(name, $"{path}.{name} is no member of the standard record");
            CheckOption(property, $"{path}.{name}", members[name], json);
        }
    }
}
