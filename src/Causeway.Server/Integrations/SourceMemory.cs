using System.Text;
using Causeway.Contracts;
using Causeway.Contracts.Connectors;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Integrations;

/// <summary>What a made-up source remembers for one connection, in a table that goes with the connection.</summary>
public sealed class SourceMemory(IServiceScopeFactory scopes, ConnectionId connection) : ISourceMemory
{
    public async Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var json = await Mine(scope).Where(d => d.Key == key).Select(d => d.Json).SingleOrDefaultAsync(ct);
        return json is null ? null : Encoding.UTF8.GetBytes(json);
    }

    public async Task PutAsync(string key, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        var text = Encoding.UTF8.GetString(json.Span);
        await using var scope = scopes.CreateAsyncScope();
        var changed = await Mine(scope)
            .Where(d => d.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Json, text), ct);
        if (changed > 0)
        {
            return;
        }

        var db = scope.ServiceProvider.GetRequiredService<CausewayDb>();
        db.Add(new SourceDocument(connection, key, text));
        await db.SaveChangesAsync(ct);
    }

    public async Task<IReadOnlyList<RememberedDocument>> ListAsync(string prefix, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var documents = await Mine(scope).Where(d => d.Key.StartsWith(prefix)).ToListAsync(ct);
        // Databases order texts by their own rules.
        return
        [
            .. documents
                .OrderBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => new RememberedDocument(d.Key, Encoding.UTF8.GetBytes(d.Json))),
        ];
    }

    private IQueryable<SourceDocument> Mine(AsyncServiceScope scope) =>
        scope
            .ServiceProvider.GetRequiredService<CausewayDb>()
            .Set<SourceDocument>()
            .AsNoTracking()
            .Where(d => d.ConnectionId == connection);
}

/// <summary>One document that a made-up source remembers.</summary>
public sealed class SourceDocument
{
    private SourceDocument() { }

    public SourceDocument(ConnectionId connectionId, string key, string json)
    {
        ConnectionId = connectionId;
        Key = key;
        Json = json;
    }

    public ConnectionId ConnectionId { get; private set; }

    public string Key { get; private set; } = "";

    public string Json { get; private set; } = "";
}

internal sealed class SourceDocumentTable : IEntityTypeConfiguration<SourceDocument>
{
    public void Configure(EntityTypeBuilder<SourceDocument> document)
    {
        document.ToTable("source_memory");
        document.HasKey(d => new { d.ConnectionId, d.Key });
        document.Property(d => d.Key).HasMaxLength(200);
    }
}
