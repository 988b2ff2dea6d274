using Causeway.Contracts;
using Causeway.Server.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Companies;

/// <summary>A customer of the client: a business that shares its data.</summary>
public sealed class Company
{
    private Company() { }

    public Company(CompanyId id, CompanyName name, DateTimeOffset now) =>
        (Id, Name, SearchName, Created) = (id, name.Text, SearchNameOf(name.Text), now);

    public CompanyId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name as it is searched by: neither database compares letters of all scripts without regard to case.</summary>
    public string SearchName { get; private set; } = "";

    public string? Description { get; private set; }

    public DateTimeOffset Created { get; private set; }

    /// <summary>The name of the API key that created it.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>The company that controls this one.</summary>
    public CompanyId? ParentId { get; private set; }

    public List<CompanyTag> Tags { get; private set; } = [];

    public List<Connection> Connections { get; private set; } = [];

    /// <summary>Of two changes that race, one fails and is tried again.</summary>
    public int Version { get; private set; }

    /// <summary>A text as names are searched by.</summary>
    public static string SearchNameOf(string text) => text.ToLowerInvariant();

    public void Rename(CompanyName name)
    {
        (Name, SearchName) = (name.Text, SearchNameOf(name.Text));
        Version++;
    }

    public void Describe(string? description)
    {
        Description = description;
        Version++;
    }

    public void BelongTo(CompanyId? parent)
    {
        ParentId = parent;
        Version++;
    }

    /// <summary>Replaces all tags.</summary>
    public void Tag(CompanyTags tags)
    {
        Tags.RemoveAll(tag => !tags.Values.ContainsKey(tag.Key));
        foreach (var (key, value) in tags.Values)
        {
            if (Tags.Find(tag => tag.Key == key) is { } existing)
            {
                existing.Value = value;
            }
            else
            {
                Tags.Add(
                    new CompanyTag
                    {
                        CompanyId = Id,
                        Key = key,
                        Value = value,
                    }
                );
            }
        }

        Version++;
    }
}

/// <summary>A name and a value that the client keeps with a company.</summary>
public sealed class CompanyTag
{
    public required CompanyId CompanyId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; set; }
}

internal sealed class CompanyTable : IEntityTypeConfiguration<Company>, IEntityTypeConfiguration<CompanyTag>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.ToTable("companies");
        company.HasKey(c => c.Id);
        company.Property(c => c.Version).IsConcurrencyToken();
        company.HasMany(c => c.Tags).WithOne().HasForeignKey(t => t.CompanyId).OnDelete(DeleteBehavior.Cascade);
        company.HasOne<Company>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.SetNull);
        company.HasMany(c => c.Connections).WithOne().HasForeignKey(c => c.CompanyId).OnDelete(DeleteBehavior.Cascade);
        company.Property(c => c.Name).HasMaxLength(CompanyName.MaxLength);
        company.Property(c => c.SearchName).HasMaxLength(CompanyName.MaxLength);
        company.HasIndex(c => new { c.SearchName, c.Id });
        company.HasIndex(c => new { c.Created, c.Id });
        // Most have no parent; an index that lists them all under "none" is taken by SQLite for one that tells nothing.
        company.HasIndex(c => c.ParentId).HasFilter("parent_id IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<CompanyTag> tag)
    {
        tag.ToTable("company_tags");
        tag.HasKey(t => new { t.CompanyId, t.Key });
        tag.HasIndex(t => new { t.Key, t.Value });
    }
}
