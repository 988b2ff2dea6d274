namespace Causeway.Server.Files;

/// <summary>Which kinds of files are taken, and whether a file is what its name says.</summary>
public static class FileKinds
{
    // How far into a file a PDF may begin: readers look so far.
    private const int PdfBegins = 1024;

    private static readonly byte[] OldOffice = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

    /// <summary>The endings of names that are taken, as people read them.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "PDF",
        "XLS",
        "XLSX",
        "XLSB",
        "CSV",
        "DOC",
        "DOCX",
        "PPT",
        "PPTX",
        "JPEG",
        "JPG",
        "PNG",
    ];

    /// <summary>All of them, for a message.</summary>
    public static string Listed { get; } = string.Join(", ", All);

    /// <summary>All of them, for a form.</summary>
    public static string Accept { get; } = string.Join(',', All.Select(k => $".{k.ToLowerInvariant()}"));

    /// <summary>The kind that a name says, or null if it is none that is taken.</summary>
    public static string? Of(string name)
    {
        var ending = Path.GetExtension(name).TrimStart('.').ToUpperInvariant();
        return All.Contains(ending) ? ending : null;
    }

    /// <summary>Whether the bytes can be of a kind: its first bytes are known, and what has none must be text.</summary>
    public static bool IsOf(string kind, ReadOnlySpan<byte> bytes) =>
        kind switch
        {
            "PDF" => bytes[..Math.Min(bytes.Length, PdfBegins)].IndexOf("%PDF-"u8) >= 0,
            "PNG" => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]),
            "JPG" or "JPEG" => bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]),
            "XLS" or "DOC" or "PPT" => bytes.StartsWith(OldOffice),
            "CSV" => IsText(bytes),
            // A ZIP archive, whose list of what is in it has the same name in all of them.
            _ => bytes.StartsWith("PK\x3\x4"u8) && bytes.IndexOf("[Content_Types].xml"u8) >= 0,
        };

    // In UTF-16, which spreadsheets write as well, every second byte of ASCII is zero.
    private static bool IsText(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])
        || (
            !bytes.Contains((byte)0)
            && !bytes.StartsWith("%PDF-"u8)
            && !bytes.StartsWith("PK\x3\x4"u8)
            && !bytes.StartsWith(OldOffice)
        );
}
