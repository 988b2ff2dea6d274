using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts;
using Causeway.Server.Http;

namespace Causeway.Server.Companies;

/// <summary>What a client sends to create, replace or update a company.</summary>
public sealed record CompanyRequest
{
    private ParentReference? parent;

    public string? Name { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string?>? Tags { get; init; }

    // Not init: generated JSON code sets those whether the body has them or not.
    public ParentReference? ReferenceParentCompany
    {
        get => parent;
        set => (parent, NamesParent) = (value, true);
    }

    /// <summary>Whether the body has the parent, be it as null: a client that knows nothing of parents must not remove one.</summary>
    [JsonIgnore]
    public bool NamesParent { get; private set; }

    /// <summary>The parent. Only its id counts; the rest may come along when a client sends back what it read.</summary>
    public sealed record ParentReference
    {
        public required CompanyId Id { get; init; }

        public string? Name { get; init; }

        public string? Description { get; init; }

        public JsonElement? Links { get; init; }

        public JsonElement? Tags { get; init; }
    }
}

/// <summary>What a request changes in a company, checked.</summary>
/// <param name="Name">The new name, or null to leave it.</param>
/// <param name="Tags">The new tags, or null to leave them.</param>
public sealed record CompanyChange(CompanyName? Name, CompanyTags? Tags)
{
    /// <summary>Checks what was sent; absent members stay null.</summary>
    public static Outcome<CompanyChange> From(CompanyRequest request)
    {
        CompanyName? name = null;
        if (request.Name is not null)
        {
            var cleaned = CompanyName.Clean(request.Name);
            if (cleaned.Refusal is { } refusal)
            {
                return refusal;
            }

            name = cleaned.Value;
        }

        if (CompanyDescription.Check(request.Description) is { } wrong)
        {
            return wrong;
        }

        CompanyTags? tags = null;
        if (request.Tags is not null)
        {
            var read = CompanyTags.From(request.Tags);
            if (read.Refusal is { } refusal)
            {
                return refusal;
            }

            tags = read.Value;
        }

        return new CompanyChange(name, tags);
    }
}
