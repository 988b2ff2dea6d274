using System.Text.Json.Serialization.Metadata;

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

    /// <summary>The value, which is a body, or the refusal as the API's error.</summary>
    public IResult ToHttp(JsonTypeInfo<T> json, int statusCode = StatusCodes.Status200OK) =>
        Refusal is null ? new JsonResult<T>(value!, json, statusCode) : new ErrorResult(Refusal);

    /// <summary>What becomes of the value, if there is one.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, TNext> next) => Refusal is null ? next(value!) : Refusal;

    /// <summary>No body, or the refusal as the API's error.</summary>
    public IResult ToNoContent() => Refusal is null ? Results.NoContent() : new ErrorResult(Refusal);
}
