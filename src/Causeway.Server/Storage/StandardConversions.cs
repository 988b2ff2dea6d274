using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Causeway.Server.Storage;

/// <summary>How our own types lie in columns: ids as UUIDs, enums as their names, instants as UTC.</summary>
public static class StandardConversions
{
    public static void Add(ModelConfigurationBuilder conventions, bool sqlite)
    {
        conventions.Properties<CompanyId>().HaveConversion<GuidIdToGuid<CompanyId>>();
        conventions.Properties<ConnectionId>().HaveConversion<GuidIdToGuid<ConnectionId>>();
        conventions.Properties<GrantId>().HaveConversion<GuidIdToGuid<GrantId>>();
        conventions.Properties<DatasetId>().HaveConversion<GuidIdToGuid<DatasetId>>();
        conventions.Properties<PushOperationKey>().HaveConversion<GuidIdToGuid<PushOperationKey>>();
        conventions.Properties<WebhookId>().HaveConversion<GuidIdToGuid<WebhookId>>();
        conventions.Properties<ClientEventId>().HaveConversion<GuidIdToGuid<ClientEventId>>();
        conventions.Properties<DataType>().HaveConversion<DataTypeToKey>().HaveMaxLength(64);
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        if (sqlite)
        {
            // SQLite compares texts: all instants must have the same offset, and so are stored without one, in UTC.
            conventions.Properties<DateTimeOffset>().HaveConversion<InstantToUtc>();
        }
    }

    internal sealed class GuidIdToGuid<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => From(value))
        where TId : struct, IGuidId<TId>
    {
        internal static TId From(Guid value) => TId.From(value);
    }

    internal sealed class DataTypeToKey() : ValueConverter<DataType, string>(type => type.Key, key => Find(key))
    {
        internal static DataType Find(string key) =>
            DataType.TryGet(key, out var type)
                ? type
                : throw new InvalidOperationException($"The database holds a data type that is not known: {key}.");
    }

    internal sealed class InstantToUtc()
        : ValueConverter<DateTimeOffset, DateTime>(
            instant => instant.UtcDateTime,
            value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc))
        );
}
