using System.Collections.Concurrent;
using Causeway.Contracts.Connectors;

namespace Causeway.Testing;

/// <summary>The memory of a made-up source, for as long as a test runs.</summary>
public sealed class InMemorySourceMemory : ISourceMemory
{
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> documents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken ct) =>
        Task.FromResult(documents.TryGetValue(key, out var json) ? json : (ReadOnlyMemory<byte>?)null);

    /// <inheritdoc/>
    public Task PutAsync(string key, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        documents[key] = json.ToArray();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RememberedDocument>> ListAsync(string prefix, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<RememberedDocument>>([
            .. documents
                .Where(d => d.Key.StartsWith(prefix, StringComparison.Ordinal))
                .OrderBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => new RememberedDocument(d.Key, d.Value)),
        ]);
}
