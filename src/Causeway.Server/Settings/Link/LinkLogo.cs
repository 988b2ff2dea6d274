using System.Buffers.Binary;
using System.Security.Cryptography;
using Causeway.Server.Http;
using Causeway.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Settings.Link;

/// <summary>The client's logo. There is one row, or none.</summary>
public sealed class LinkLogo
{
    /// <summary>The largest logo: with it, a page of Link is still under 60 kB.</summary>
    public const int MaxSize = 24 * 1024;

    private const int MaxPixels = 2000;

    private LinkLogo() { }

    /// <summary>Always the same: the table has one row.</summary>
    public int Id { get; private set; } = 1;

    public byte[] Bytes { get; private set; } = [];

    public string MediaType { get; private set; } = "";

    /// <summary>Changes when the picture does, so that browsers may keep it.</summary>
    public string Tag { get; private set; } = "";

    /// <summary>What there is to know of it without its bytes.</summary>
    public static async Task<LinkLogoBody?> FindAsync(CausewayDb db, CancellationToken ct)
    {
        var logo = await db.Set<LinkLogo>()
            .AsNoTracking()
            .Select(l => new
            {
                l.Tag,
                l.MediaType,
                Size = l.Bytes.Length,
            })
            .SingleOrDefaultAsync(ct);
        return logo is null ? null : new LinkLogoBody(PathOf(logo.Tag), logo.MediaType, logo.Size);
    }

    /// <summary>Where anybody may see it.</summary>
    public static string PathOf(string tag) => $"/link/logo/{tag}";

    /// <summary>Takes a picture that browsers can show and that can hold nothing else: a PNG or a JPEG.</summary>
    public static Outcome<LinkLogo> From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxSize)
        {
            return Wrong($"must have 1 to {MaxSize} bytes");
        }

        var (mediaType, size) =
            PngSize(bytes) is { } png ? ("image/png", png)
            : JpegSize(bytes) is { } jpeg ? ("image/jpeg", jpeg)
            : ("", default);
        return mediaType.Length == 0 ? Wrong("must be a PNG or a JPEG; an SVG can run scripts, and is not taken")
            : size.Width is 0 or > MaxPixels || size.Height is 0 or > MaxPixels
                ? Wrong($"must be 1 to {MaxPixels} pixels wide and high")
            : new LinkLogo
            {
                Bytes = bytes.ToArray(),
                MediaType = mediaType,
                Tag = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)),
            };
    }

    /// <summary>Becomes another picture.</summary>
    public void Replace(LinkLogo with) => (Bytes, MediaType, Tag) = (with.Bytes, with.MediaType, with.Tag);

    private static (int Width, int Height)? PngSize(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10])
        && bytes.Length > 24
        && bytes[12..16].SequenceEqual("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;

    // Segment after segment, up to the one that has the size: SOF0 to SOF15, but for DHT, JPG and DAC, which lie among them.
    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
        {
            return null;
        }

        var at = 2;
        while (at + 9 <= bytes.Length && bytes[at] == 0xff)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return (
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..])
                );
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    private static Refusal Wrong(string reason) => Refusal.Invalid("body", $"The logo {reason}.");
}

internal sealed class LinkLogoTable : IEntityTypeConfiguration<LinkLogo>
{
    public void Configure(EntityTypeBuilder<LinkLogo> logo)
    {
        logo.ToTable("link_logo");
        logo.HasKey(l => l.Id);
        logo.Property(l => l.Id).ValueGeneratedNever();
        logo.Property(l => l.MediaType).HasMaxLength(32);
        logo.Property(l => l.Tag).HasMaxLength(32);
    }
}
