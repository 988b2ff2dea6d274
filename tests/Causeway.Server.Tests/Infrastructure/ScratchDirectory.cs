namespace Causeway.Server.Tests.Infrastructure;

internal static class ScratchDirectory
{
    private const int Attempts = 50;

    /// <summary>Removes the directory. A file that SQLite closes meanwhile, from a pool that another test clears, is waited for.</summary>
    public static async Task DeleteAsync(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
