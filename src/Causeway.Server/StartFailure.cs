using System.Net.Sockets;
using Causeway.Server.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Causeway.Server;

/// <summary>Says in a sentence why the server can't start, when it is the setting that is wrong and not the program.</summary>
public static class StartFailure
{
    /// <summary>The sentence, which names the setting; null if the exception is a fault of ours, whose trace is wanted.</summary>
    public static string? Explain(Exception exception) =>
        exception switch
        {
            SettingException setting => setting.Message,
            OptionsValidationException options => string.Join('\n', options.Failures),
            AggregateException { InnerExceptions: var several }
                when several.All(e => e is OptionsValidationException or SettingException) => string.Join(
                '\n',
                several.Select(Explain)
            ),
            PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            } e => $"The setting Causeway:Database names a PostgreSQL server that refuses the user: {e.MessageText}",
            NpgsqlException { InnerException: SocketException socket } =>
                $"The setting Causeway:Database names a PostgreSQL server that can't be reached: {socket.Message}",
            SqliteException { SqliteErrorCode: 14 or 23 or 26 } e =>
                $"The setting Causeway:Database (or Causeway:DataDirectory) names a SQLite file that can't be used: {e.Message}",
            DirectoryNotFoundException e =>
                $"The setting Causeway:DataDirectory names a place that can't be made: {e.Message}",
            UnauthorizedAccessException e =>
                $"The setting Causeway:DataDirectory names a place that can't be written: {e.Message}",
            IOException e when e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase) =>
                $"The address of --urls is in use: {e.Message}",
            _ => null,
        };
}
