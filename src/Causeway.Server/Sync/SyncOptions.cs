using System.ComponentModel.DataAnnotations;

namespace Causeway.Server.Sync;

/// <summary>How datasets run, section <c>Causeway:Sync</c>.</summary>
public sealed class SyncOptions
{
    public const string Section = "Causeway:Sync";

    /// <summary>How many slices run at once in this process. Default: 8; most of a slice is waiting for a source.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How many datasets of one connection run at once; the others wait, so that a big company leaves room for small ones. Default: 2.</summary>
    [Range(1, 64)]
    public int DatasetsPerConnection { get; set; } = 2;

    /// <summary>After how many records a slice is stored. Default: 4000.</summary>
    [Range(1, 100_000)]
    public int SliceRecords { get; set; } = 4000;

    /// <summary>After how many bytes from the source a slice is stored. Default: 4 MB.</summary>
    [Range(1, 256 * 1024 * 1024)]
    public int SliceBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>After how long a slice is stored, at the end of a page. Default: 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan SliceTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The share of a data type's records that may vanish in one sync without an approval. Default: 0.3.</summary>
    [Range(0, 1)]
    public double DeletionShare { get; set; } = 0.3;

    /// <summary>So many records may always vanish in one sync. Default: 20.</summary>
    [Range(0, int.MaxValue)]
    public int DeletionMinimum { get; set; } = 20;

    /// <summary>The share of unreadable records above which a dataset ends as MapError. Default: 0.5.</summary>
    [Range(0, 1)]
    public double QuarantineShare { get; set; } = 0.5;

    /// <summary>So many records may always be unreadable. Default: 100.</summary>
    [Range(0, int.MaxValue)]
    public int QuarantineMinimum { get; set; } = 100;

    /// <summary>For how long a source may be busy or down before a dataset gives up. Default: 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often in a row a source must refuse the credentials before the connection is Deauthorized. Default: 3.</summary>
    [Range(1, 20)]
    public int RefusalsBeforeDeauthorized { get; set; } = 3;

    /// <summary>Whether a request for a data type that is queued or running is refused, as the public API does, and not joined to that run. Default: false.</summary>
    public bool RefuseWhenActive { get; set; }
}
