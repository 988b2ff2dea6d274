namespace Causeway.Server.Http;

/// <summary>Who called the API.</summary>
/// <param name="Name">The name of the key, if it has one.</param>
public sealed record Caller(string? Name)
{
    /// <summary>The name of who made this request.</summary>
    public static string? NameOf(HttpContext context) => context.Features.Get<Caller>()?.Name;
}
