namespace Causeway.Server.Query;

/// <summary>The fields that a list can be filtered and ordered by.</summary>
public interface IQuerySchema
{
    /// <summary>What the list holds, in the API's word, for messages.</summary>
    string Entity { get; }

    /// <summary>The field at a path as a caller wrote it, null if there is none.</summary>
    QueryField? Resolve(string path);
}

/// <summary>Fields listed by hand: those of a control table. Their names are matched without regard to case.</summary>
public sealed class QuerySchema(string entity, IReadOnlyDictionary<string, QueryField> fields) : IQuerySchema
{
    private readonly Dictionary<string, QueryField> fields = new(fields, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Entity => entity;

    /// <inheritdoc/>
    public QueryField? Resolve(string path) => fields.GetValueOrDefault(path);
}

/// <summary>Tags: any key is a field, and is matched without regard to case, as its value is.</summary>
/// <param name="entity">What has the tags, for messages.</param>
/// <param name="from">The tags as rows, with an alias.</param>
/// <param name="where">What ties them to the row that is filtered.</param>
/// <param name="key">The column of the key.</param>
/// <param name="value">The column of the value.</param>
public sealed class TagQuerySchema(string entity, SqlText from, SqlText where, SqlText key, SqlText value)
    : IQuerySchema
{
    private readonly QueryField.AnyOf anyTag = QueryField.In(from, where, QueryField.Text(value));

    /// <inheritdoc/>
    public string Entity => entity;

    /// <inheritdoc/>
    public QueryField? Resolve(string path) => anyTag with { Keyed = (key, path) };
}
