using Npgsql;

namespace Causeway.Server.Records.Store.Postgres;

/// <summary>
/// Copies rows into a table. (The driver's own importer looks up a converter for each value, and takes texts as strings;
/// these are bytes already.)
/// </summary>
internal sealed class CopyRows : IAsyncDisposable
{
    private const int FlushAt = 64 * 1024;

    private readonly NpgsqlRawCopyStream stream;
    private bool isComplete;

    private CopyRows(NpgsqlRawCopyStream stream) => this.stream = stream;

    /// <summary>The row that was begun.</summary>
    private CopyBuffer Buffer { get; } = new();

    /// <summary>Begins a copy into columns of a table.</summary>
    public static async Task<CopyRows> BeginAsync(NpgsqlConnection connection, string into, CancellationToken ct)
    {
        var copy = new CopyRows(
            await connection.BeginRawBinaryCopyAsync($"COPY {into} FROM STDIN (FORMAT BINARY)", ct)
        );
        copy.Buffer.Header();
        return copy;
    }

    /// <summary>Begins a row, and sends those before it if they are enough.</summary>
    public async ValueTask<CopyBuffer> RowAsync(short columns, CancellationToken ct)
    {
        if (Buffer.Length > FlushAt)
        {
            await FlushAsync(ct);
        }

        Buffer.Row(columns);
        return Buffer;
    }

    /// <summary>Ends the copy; without it disposing gives it up, and with it the transaction.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        Buffer.Trailer();
        await FlushAsync(ct);
        isComplete = true;
    }

    public async ValueTask DisposeAsync()
    {
        Buffer.Dispose();
        if (!isComplete)
        {
            await stream.CancelAsync();
        }

        await stream.DisposeAsync();
    }

    private async ValueTask FlushAsync(CancellationToken ct)
    {
        await stream.WriteAsync(Buffer.Written, ct);
        Buffer.Clear();
    }
}
