using Causeway.Contracts;
using Causeway.Server.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Files;

/// <summary>
/// A file that a company's user uploaded. It is written as it comes, and seen only when all of its upload are there: so that no transaction stays open
/// for as long as a slow network takes.
/// </summary>
public sealed class CompanyFile
{
    private CompanyFile() { }

    public CompanyFile(
        Guid id,
        CompanyId companyId,
        ConnectionId connectionId,
        FilePlace place,
        IncomingFile file,
        DateTimeOffset now
    )
    {
        Id = id;
        CompanyId = companyId;
        ConnectionId = connectionId;
        (UploadId, Number) = place;
        Name = file.Name;
        Size = file.Content.Length;
        Begun = now;
    }

    public Guid Id { get; private set; }

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    /// <summary>The request that brought it: its files are seen together, or not at all.</summary>
    public Guid UploadId { get; private set; }

    /// <summary>Which file of the request it was.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    public int Size { get; private set; }

    /// <summary>When it came.</summary>
    public DateTimeOffset Begun { get; private set; }

    /// <summary>When all of its upload were there; until then it is seen by nobody.</summary>
    public DateTimeOffset? Uploaded { get; private set; }
}

/// <summary>Where a file was in what was uploaded.</summary>
/// <param name="UploadId">The request.</param>
/// <param name="Number">Its number there.</param>
public readonly record struct FilePlace(Guid UploadId, int Number);

/// <summary>What is in a file: a row of its own, so that no list reads it.</summary>
public sealed class FileContent(CompanyId companyId, Guid fileId, byte[] bytes)
{
    public CompanyId CompanyId { get; private set; } = companyId;

    public Guid FileId { get; private set; } = fileId;

    public byte[] Bytes { get; private set; } = bytes;
}

internal sealed class CompanyFileTable : IEntityTypeConfiguration<CompanyFile>, IEntityTypeConfiguration<FileContent>
{
    public void Configure(EntityTypeBuilder<CompanyFile> file)
    {
        file.ToTable("files");
        file.HasKey(f => new { f.CompanyId, f.Id });
        file.Property(f => f.Name).HasMaxLength(FileNames.MaxLength);
        file.HasOne<Connection>().WithMany().HasForeignKey(f => f.ConnectionId).OnDelete(DeleteBehavior.Cascade);
        file.HasIndex(f => f.ConnectionId);
        file.HasIndex(f => f.Begun).HasFilter("uploaded IS NULL");
    }

    public void Configure(EntityTypeBuilder<FileContent> content)
    {
        content.ToTable("file_contents");
        content.HasKey(c => new { c.CompanyId, c.FileId });
        content
            .HasOne<CompanyFile>()
            .WithOne()
            .HasForeignKey<FileContent>(c => new { c.CompanyId, c.FileId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
