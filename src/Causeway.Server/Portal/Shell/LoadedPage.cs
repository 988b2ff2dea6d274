using Causeway.Server.Access.Users;
using Causeway.Server.Http;
using Causeway.Server.Portal.Live;
using Causeway.Server.Portal.Permissions;
using Microsoft.AspNetCore.Components;

namespace Causeway.Server.Portal.Shell;

/// <summary>
/// A page that shows what it loaded: a placeholder until it is there, why not if it is refused, and then its content
/// (<c>&lt;Loaded Page="this"&gt;</c>). It loads again when its address changes and whenever <see cref="ReloadAsync"/> is called.
/// </summary>
/// <typeparam name="TModel">All that the page shows, read at once.</typeparam>
public abstract class LoadedPage<TModel> : ComponentBase, IDisposable
    where TModel : class
{
    private readonly CancellationTokenSource gone = new();
    private string? loadedFor;
    private IDisposable? watch;
    private HashSet<Guid> watched = [];

    /// <summary>What was loaded; null until then.</summary>
    public TModel? Model { get; private set; }

    /// <summary>Why there is nothing to show.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The user; null until the page is loaded.</summary>
    protected SignedInUserOrNobody User { get; private set; } = SignedInUserOrNobody.Nobody;

    /// <summary>Runs operations as the user.</summary>
    [Inject]
    protected SignedIn SignedIn { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private LiveFeed Feed { get; set; } = null!;

    [Inject]
    private PageMemory Memory { get; set; } = null!;

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Takes the token of its end now: the source gives none any more when it is disposed of.</summary>
    protected LoadedPage() => Gone = gone.Token;

    /// <summary>Reads all that the page shows, through <see cref="SignedIn"/>.</summary>
    protected abstract Task<Outcome<TModel>> LoadAsync(CancellationToken ct);

    /// <summary>Something to do each time after the page was loaded; nothing unless overridden.</summary>
    protected virtual void Loaded(TModel model) { }

    /// <summary>
    /// The companies and connections that the page shows, by their ids, or <see cref="LiveFeed.Everything"/>: it is loaded again whenever one
    /// of them changes. None unless overridden.
    /// </summary>
    protected virtual IEnumerable<Guid> Watches(TModel model) => [];

    /// <summary>Whether the user may do something: what a button is shown for.</summary>
    protected bool May(Permission permission) => User.May(permission);

    protected override async Task OnParametersSetAsync()
    {
        if (loadedFor == Navigation.Uri)
        {
            return;
        }

        loadedFor = Navigation.Uri;
        if (await SignedIn.WhoAsync(Gone) is not { } user)
        {
            Refusal = new Refusal(StatusCodes.Status401Unauthorized, "You are signed out.");
            return;
        }

        User = new SignedInUserOrNobody(user);
        if (RendererInfo.IsInteractive && Memory.Take<TModel>(user.Id, Navigation.Uri) is { } drawn)
        {
            Show(drawn);
            return;
        }

        await ReloadAsync();
        if (!RendererInfo.IsInteractive && Model is not null)
        {
            Memory.Keep(user.Id, Navigation.Uri, Model);
        }
    }

    /// <summary>Reads everything again. What is on the page stays there until the new is in.</summary>
    protected async Task ReloadAsync()
    {
        try
        {
            var outcome = await LoadAsync(Gone);
            if (outcome.Refusal is { } refusal)
            {
                (Model, Refusal) = (null, refusal);
            }
            else
            {
                Show(outcome.Value);
            }
        }
        // The page was left meanwhile.
        catch (OperationCanceledException) when (Gone.IsCancellationRequested) { }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!Gone.IsCancellationRequested)
        {
            watch?.Dispose();
            gone.Cancel();
            gone.Dispose();
        }
    }

    private void Show(TModel model)
    {
        (Model, Refusal) = (model, null);
        Loaded(model);
        if (RendererInfo.IsInteractive && !Gone.IsCancellationRequested)
        {
            Watch([.. Watches(model)]);
        }
    }

    private void Watch(HashSet<Guid> subjects)
    {
        if (subjects.SetEquals(watched))
        {
            return;
        }

        watch?.Dispose();
        watched = subjects;
        watch = subjects.Count == 0 ? null : Feed.Watch(subjects, () => InvokeAsync(LookAgainAsync));
    }

    private async Task LookAgainAsync()
    {
        await ReloadAsync();
        StateHasChanged();
    }
}

/// <summary>The user of a page, or nobody while it loads: who may do nothing.</summary>
/// <param name="User">The user.</param>
public sealed record SignedInUserOrNobody(SignedInUser? User)
{
    public static readonly SignedInUserOrNobody Nobody = new((SignedInUser?)null);

    public bool May(Permission permission) => User is not null && User.Role.May(permission);
}
