namespace Causeway.Server.Http;

/// <summary>What an operation answers: a value, or the reason why there is none.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>The reason, if the operation was refused.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The value; there is one if there is no refusal.</summary>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal.Message}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The value as the API's body, or the refusal as the API's error.</summary>
    public IResult ToHttp<TBody>(Func<T, TBody> body, int statusCode = StatusCodes.Status200OK) =>
        Refusal is null ? Results.Json(body(value!), statusCode: statusCode) : new ErrorResult(Refusal);

    /// <summary>No body, or the refusal as the API's error.</summary>
    public IResult ToNoContent() => Refusal is null ? Results.NoContent() : new ErrorResult(Refusal);
}
