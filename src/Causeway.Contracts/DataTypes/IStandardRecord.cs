namespace Causeway.Contracts.DataTypes;

/// <summary>A record of the standard data model, as it is stored and served.</summary>
public interface IStandardRecord
{
    /// <summary>
    /// What tells the record from others of its data type in one connection; empty when it has no key yet, as in a
    /// write.
    /// </summary>
    string RecordKey { get; }

    /// <summary>When the source last changed the record, in UTC; null when it does not tell.</summary>
    DateTimeOffset? SourceModifiedDate { get; }
}
