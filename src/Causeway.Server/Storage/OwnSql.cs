using System.Data.Common;

namespace Causeway.Server.Storage;

/// <summary>Runs SQL that is a constant of ours, or a script that this assembly holds; what a caller wrote never is part of it.</summary>
internal static class OwnSql
{
    public static DbCommand Command(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Of ours alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
