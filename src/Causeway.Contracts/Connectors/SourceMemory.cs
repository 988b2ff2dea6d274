namespace Causeway.Contracts.Connectors;

/// <summary>
/// What a made-up source remembers for one connection, since a connector keeps no state of its own: small JSON documents under
/// keys such as <c>invoices/17</c>. A part asks for it in its constructor. It lives as long as the connection. A connector to a
/// real source has no use for it: what such a source knows is asked of it.
/// </summary>
public interface ISourceMemory
{
    /// <summary>The document under a key, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="ct">Ends the call.</param>
    Task<ReadOnlyMemory<byte>?> GetAsync(string key, CancellationToken ct);

    /// <summary>Keeps a document, in the place of one that may be there.</summary>
    /// <param name="key">The key: up to 200 letters, digits and <c>/ - _ .</c></param>
    /// <param name="json">The document as UTF-8 JSON.</param>
    /// <param name="ct">Ends the call.</param>
    Task PutAsync(string key, ReadOnlyMemory<byte> json, CancellationToken ct);

    /// <summary>The documents whose key begins so, in the order of their keys.</summary>
    /// <param name="prefix">How the key begins; empty for all.</param>
    /// <param name="ct">Ends the call.</param>
    Task<IReadOnlyList<RememberedDocument>> ListAsync(string prefix, CancellationToken ct);
}

/// <summary>A document that a made-up source remembers.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Json">The document as UTF-8 JSON.</param>
public sealed record RememberedDocument(string Key, ReadOnlyMemory<byte> Json);
