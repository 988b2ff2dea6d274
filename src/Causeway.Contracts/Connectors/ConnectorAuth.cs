namespace Causeway.Contracts.Connectors;

/// <summary>How a company's user authorizes a connection.</summary>
public abstract partial record ConnectorAuth
{
    private ConnectorAuth() { }

    /// <summary>What the user is asked for, in the order of the form.</summary>
    public abstract IReadOnlyList<AuthField> Fields { get; }

    /// <summary>Nothing has to be proved; the fields only choose (a data set, a size) and all have defaults.</summary>
    /// <param name="Choices">What the user may choose.</param>
    public sealed record None(IReadOnlyList<AuthField> Choices) : ConnectorAuth
    {
        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => Choices;
    }

    /// <summary>There is no source: the user uploads files, and the first of them link the connection.</summary>
    public sealed record Upload : ConnectorAuth
    {
        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => [];
    }

    /// <summary>The user enters what the source needs; it is tried against the source before it is kept.</summary>
    /// <param name="Inputs">What the user enters.</param>
    public sealed record Credentials(IReadOnlyList<AuthField> Inputs) : ConnectorAuth
    {
        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => Inputs;
    }

    /// <summary>The user enters a key, which the server puts on every call.</summary>
    /// <param name="Key">The field of the key.</param>
    public sealed record ApiKey(AuthField Key) : ConnectorAuth
    {
        /// <summary>The header that carries the key.</summary>
        public string Header { get; init; } = "Authorization";

        /// <summary>What stands before the key in the header, with its space; empty for the bare key.</summary>
        public string Prefix { get; init; } = "Bearer ";

        /// <summary>What else the user enters.</summary>
        public IReadOnlyList<AuthField> Others { get; init; } = [];

        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => [Key, .. Others];
    }

    /// <summary>The user enters a name and a password, which the server puts on every call as HTTP Basic.</summary>
    /// <param name="User">The field of the name.</param>
    /// <param name="Password">The field of the password.</param>
    public sealed record Basic(AuthField User, AuthField Password) : ConnectorAuth
    {
        /// <summary>What else the user enters.</summary>
        public IReadOnlyList<AuthField> Others { get; init; } = [];

        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => [User, Password, .. Others];
    }

    /// <summary>The user enters values, which the server puts on every call in headers of the source's own.</summary>
    /// <param name="Inputs">What the user enters.</param>
    /// <param name="Templates">The headers, by name; a value holds fields in braces, such as <c>Token {apiToken}</c>.</param>
    public sealed record Headers(IReadOnlyList<AuthField> Inputs, IReadOnlyDictionary<string, string> Templates)
        : ConnectorAuth
    {
        /// <inheritdoc/>
        public override IReadOnlyList<AuthField> Fields => Inputs;
    }
}

/// <summary>One field of an authorization form, and of the API's authorization body.</summary>
public sealed record AuthField
{
    /// <summary>The name in the API's body and in <see cref="SourceConnection.Values"/>: camel case.</summary>
    public required string Name { get; init; }

    /// <summary>The label on the form.</summary>
    public required string Label { get; init; }

    /// <summary>What is entered.</summary>
    public required AuthFieldKind Kind { get; init; }

    /// <summary>A sentence that helps to fill the field in.</summary>
    public string? Help { get; init; }

    /// <summary>What the field holds when nothing is given; a field without it must be filled in unless it is <see cref="Optional"/>.</summary>
    public string? Default { get; init; }

    /// <summary>A regular expression that the whole value must match; null takes any. Needed for what becomes part of an address.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whether the field may stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>The values that a <see cref="AuthFieldKind.Choice"/> allows.</summary>
    public IReadOnlyList<AuthChoice> Choices { get; init; } = [];
}

/// <summary>One value that can be chosen.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Label">What the user reads.</param>
public sealed record AuthChoice(string Value, string Label);

/// <summary>What a field of an authorization form takes.</summary>
public enum AuthFieldKind
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>An absolute http or https address; the server's guard against reaching inner networks looks at it.</summary>
    Url,

    /// <summary>A secret: never shown again, kept encrypted.</summary>
    Password,

    /// <summary>One of a list.</summary>
    Choice,
}
