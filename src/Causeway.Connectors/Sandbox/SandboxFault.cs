namespace Causeway.Connectors.Sandbox;

/// <summary>What goes wrong at a made-up source, chosen when a connection is authorized; authorizing it again with another one switches.</summary>
internal enum SandboxFault
{
    None,

    /// <summary>In one second of four every call is refused, with the time to wait.</summary>
    RateLimit,

    /// <summary>After the first read of a data type the source refuses the credentials.</summary>
    AuthRevoked,

    /// <summary>Each page takes two seconds.</summary>
    Slow,

    /// <summary>Some rows have not the shape that the source promises.</summary>
    Malformed,

    /// <summary>In 20 seconds of each minute the source is down.</summary>
    Unavailable,

    /// <summary>Nine of ten records are missing from complete reads and lists of ids.</summary>
    Vanish,

    /// <summary>A write happens, and its answer is lost.</summary>
    LostAnswer,

    /// <summary>Every write is refused, with a field named.</summary>
    WriteRejected,
}
