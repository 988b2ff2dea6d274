namespace Causeway.Server.Storage;

/// <summary>A file that one process at a time holds open. It is let go of when the process ends, however it ends.</summary>
internal static class LockFile
{
    /// <summary>Takes the lock, unless another process has it.</summary>
    /// <returns>What to dispose of to let it go; null while another has it.</returns>
    /// <exception cref="IOException">The file can't be opened, which waiting would not change.</exception>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // What the runtime throws for a lock, and for nothing else: EWOULDBLOCK, and a sharing violation on Windows.
        catch (IOException e) when (e.HResult is 11 or 35 or unchecked((int)0x80070020))
        {
            return null;
        }
    }
}
