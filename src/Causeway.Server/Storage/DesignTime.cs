using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Causeway.Server.Storage;

/// <summary>Holds the migrations for SQLite.</summary>
public sealed class SqliteMigrations(DbContextOptions<SqliteMigrations> options) : CausewayDb(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<SqliteMigrations>
    {
        public SqliteMigrations CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteMigrations>().UseSqlite("Data Source=:memory:").Options);
    }
}

/// <summary>Holds the migrations for PostgreSQL.</summary>
public sealed class PostgresMigrations(DbContextOptions<PostgresMigrations> options) : CausewayDb(options)
{
    internal sealed class Factory : IDesignTimeDbContextFactory<PostgresMigrations>
    {
        public PostgresMigrations CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresMigrations>().UseNpgsql("Host=localhost").Options);
    }
}
