using Causeway.Server.Http;

namespace Causeway.Server.Files;

/// <summary>What is wrong with files that came: the API tells it in words of its own, and Link in those of its user.</summary>
/// <param name="Fault">What it is.</param>
/// <param name="Name">The file, or the field, that it is about.</param>
public sealed record FileProblem(FileFault Fault, string Name = "")
{
    /// <summary>What the API answers.</summary>
    public Refusal Refusal =>
        Fault switch
        {
            FileFault.TooLarge => TooLarge($"{Name} is larger than {FileParts.MaxFileMegabytes} MB."),
            FileFault.TooLargeTogether => TooLarge("The files are too large together."),
            FileFault.TooMany => Wrong($"At most {FileParts.MostFiles} files can be uploaded at a time."),
            FileFault.Missing => Wrong($"There is no file: each goes into a field {FileParts.Field}."),
            FileFault.Nameless => Wrong("A file has no name."),
            FileFault.Kind => Wrong($"{Name} is of a kind that is not taken; these are: {FileKinds.Listed}."),
            FileFault.Empty => Wrong($"{Name} is empty."),
            FileFault.Content => Wrong($"{Name} is not a {FileKinds.Of(Name)} file, whatever its name says."),
            FileFault.Field => Refusal.Invalid(
                Name.Length == 0 ? "body" : Name,
                $"The form takes files, each in a field {FileParts.Field}, and nothing else."
            ),
            _ => Refusal.Invalid("body", "The body is not a form that can be read to its end."),
        };

    private static Refusal Wrong(string message) => Refusal.Invalid(FileParts.Field, message);

    private static Refusal TooLarge(string message) =>
        new(StatusCodes.Status413PayloadTooLarge, message) { Fields = [new FieldError(FileParts.Field, message)] };
}

/// <summary>What can be wrong with files that came.</summary>
public enum FileFault
{
    /// <summary>What came is no form, or breaks off.</summary>
    Unreadable,

    /// <summary>A file is larger than is taken.</summary>
    TooLarge,

    /// <summary>All are more than is read.</summary>
    TooLargeTogether,

    /// <summary>There are more files than are taken at a time.</summary>
    TooMany,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>A file has no name.</summary>
    Nameless,

    /// <summary>The name has an ending that is not taken.</summary>
    Kind,

    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>It is not what its name says.</summary>
    Content,

    /// <summary>The form has a field that nobody knows.</summary>
    Field,
}

/// <summary>What came of an upload.</summary>
/// <param name="Refusal">Why nothing was kept; null if all was.</param>
/// <param name="Problem">What was wrong with the files, if that was why.</param>
public sealed record UploadOutcome(Refusal? Refusal, FileProblem? Problem = null)
{
    /// <summary>All was kept.</summary>
    public static UploadOutcome Done { get; } = new((Refusal?)null);

    /// <summary>Nothing was kept, because of the files.</summary>
    public static UploadOutcome Of(FileProblem problem) => new(problem.Refusal, problem);
}
