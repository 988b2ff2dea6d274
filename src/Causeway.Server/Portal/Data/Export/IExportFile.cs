using Causeway.Server.Records.Store;

namespace Causeway.Server.Portal.Data.Export;

/// <summary>A file of records, written as they are read; it holds no more of them than it must.</summary>
public interface IExportFile
{
    /// <summary>Writes what comes before the first record.</summary>
    Task BeginAsync(CancellationToken ct);

    /// <summary>Writes some records.</summary>
    Task WriteAsync(RecordSlice slice, CancellationToken ct);

    /// <summary>Writes what comes after the last.</summary>
    Task EndAsync(CancellationToken ct);
}
