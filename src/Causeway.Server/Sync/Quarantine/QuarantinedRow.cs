using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Causeway.Server.Sync.Quarantine;

/// <summary>A record that could not be understood, kept as the source has it until it can be.</summary>
public sealed class QuarantinedRow
{
    private QuarantinedRow() { }

    public QuarantinedRow(CompanyId companyId, ConnectionId connectionId, DataType dataType, string recordId)
    {
        CompanyId = companyId;
        ConnectionId = connectionId;
        DataType = dataType;
        RecordId = recordId;
    }

    public CompanyId CompanyId { get; private set; }

    public ConnectionId ConnectionId { get; private set; }

    public DataType DataType { get; private set; } = null!;

    public string RecordId { get; private set; } = "";

    /// <summary>The dataset that last met it.</summary>
    public DatasetId DatasetId { get; private set; }

    public string RuleId { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public byte[] Raw { get; private set; } = [];

    public DateTimeOffset QuarantinedOn { get; private set; }

    /// <summary>A dataset met the record, and could not understand it.</summary>
    public void Met(DatasetId dataset, BadRow row, DateTimeOffset now)
    {
        DatasetId = dataset;
        Fail(row, now);
    }

    /// <summary>It could still not be understood, perhaps for another reason.</summary>
    public void Fail(BadRow row, DateTimeOffset now)
    {
        RuleId = row.RuleId;
        Reason = row.Reason;
        Raw = row.Raw.ToArray();
        QuarantinedOn = now;
    }
}

/// <summary>A record that could not be understood.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Raw">The record as the source has it.</param>
/// <param name="RuleId">Names what was broken.</param>
/// <param name="Reason">What is wrong, for a person.</param>
public sealed record BadRow(string Id, ReadOnlyMemory<byte> Raw, string RuleId, string Reason);

internal sealed class QuarantinedRowTable : IEntityTypeConfiguration<QuarantinedRow>
{
    public void Configure(EntityTypeBuilder<QuarantinedRow> row)
    {
        row.ToTable("quarantined_rows");
        row.HasKey(r => new
        {
            r.CompanyId,
            r.ConnectionId,
            r.DataType,
            r.RecordId,
        });
        row.HasIndex(r => new { r.CompanyId, r.DatasetId });
    }
}
