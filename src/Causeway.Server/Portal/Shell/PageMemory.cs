using System.Collections.Concurrent;

namespace Causeway.Server.Portal.Shell;

/// <summary>
/// Hands what a page was first drawn with to the live page that follows it a moment later, so that it is read once and nothing flickers.
/// It is kept for seconds, for the same user and the same address.
/// </summary>
public sealed class PageMemory(TimeProvider time)
{
    private const int Most = 2_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Key, (object Model, DateTimeOffset Until)> pages = new();

    /// <summary>Keeps a model for the live page.</summary>
    public void Keep(Guid user, string address, object model)
    {
        var now = time.GetUtcNow();
        if (pages.Count >= Most)
        {
            foreach (var (key, _) in pages.Where(page => page.Value.Until < now))
            {
                pages.TryRemove(key, out _);
            }
        }

        if (pages.Count < Most)
        {
            pages[new Key(user, address, model.GetType())] = (model, now + Kept);
        }
    }

    /// <summary>Takes it, once.</summary>
    public T? Take<T>(Guid user, string address)
        where T : class =>
        pages.TryRemove(new Key(user, address, typeof(T)), out var page) && time.GetUtcNow() < page.Until
            ? (T)page.Model
            : null;

    private readonly record struct Key(Guid User, string Address, Type Model);
}
