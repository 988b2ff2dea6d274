using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Access;

/// <summary>A key with which the client's backend calls the API. Only its hash is kept.</summary>
public sealed class ApiKey
{
    public const int MaxNameLength = 50;

    private ApiKey() { }

    public ApiKey(Guid id, string? name, string key, DateTimeOffset now)
    {
        Id = id;
        Name = name;
        Hash = HashOf(key);
        Created = now;
    }

    public Guid Id { get; private set; }

    public string? Name { get; private set; }

    /// <summary>SHA-256 of the key. Keys are 256 random bits (or chosen by the operator), so a slow hash would add nothing but time to each request.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset Created { get; private set; }

    /// <summary>Makes a key: 32 random bytes as letters, digits, <c>-</c> and <c>_</c>.</summary>
    public static string Generate() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.HasKey(k => k.Id);
        key.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        key.HasIndex(k => k.Hash).IsUnique();
    }
}
