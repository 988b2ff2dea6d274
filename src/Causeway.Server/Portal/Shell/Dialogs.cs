using Causeway.Server.Http;
using MudBlazor;

namespace Causeway.Server.Portal.Shell;

/// <summary>Asking and telling, in one way on all pages.</summary>
public static class Dialogs
{
    /// <summary>Asks whether to go on.</summary>
    /// <param name="dialogs">The library's dialogs.</param>
    /// <param name="title">The question.</param>
    /// <param name="text">What happens, and what does not.</param>
    /// <param name="action">What the button says.</param>
    /// <param name="typed">What must be typed first, for what can't be undone.</param>
    public static async Task<bool> ConfirmAsync(
        this IDialogService dialogs,
        string title,
        string text,
        string action,
        string? typed = null
    )
    {
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(
            title,
            new DialogParameters<ConfirmDialog>
            {
                { d => d.Title, title },
                { d => d.Text, text },
                { d => d.Action, action },
                { d => d.Typed, typed },
            }
        );
        return await dialog.Result is { Canceled: false };
    }

    /// <summary>Says how something ended.</summary>
    /// <returns>Whether it was done.</returns>
    public static bool Tell<T>(this ISnackbar snackbar, Outcome<T> outcome, string done)
    {
        if (outcome.Refusal is { } refusal)
        {
            snackbar.Add(refusal.Message, Severity.Error);
            return false;
        }

        snackbar.Add(done, Severity.Success);
        return true;
    }
}
