using System.Data.Common;
using Causeway.Server.Query.Sql;

namespace Causeway.Server.Query;

/// <summary>A piece of SQL and the values of its parameters.</summary>
/// <param name="Dialect">Whose SQL it is.</param>
/// <param name="Sql">The text. It has no braces, so that it can be part of the format that EF Core's raw queries take.</param>
/// <param name="Arguments">The values by name, without the <c>@</c>.</param>
public sealed record SqlFragment(
    QueryDialect Dialect,
    string Sql,
    IReadOnlyList<KeyValuePair<string, object>> Arguments
)
{
    /// <summary>Adds the parameters to a command that contains the SQL.</summary>
    public void AddTo(DbCommand command) => command.Parameters.AddRange(CreateParameters());

    /// <summary>New parameters for one command or raw query; each needs its own.</summary>
    public DbParameter[] CreateParameters()
    {
        var parameters = new DbParameter[Arguments.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = Dialect.CreateParameter(Arguments[i].Key, Arguments[i].Value);
        }

        return parameters;
    }
}
