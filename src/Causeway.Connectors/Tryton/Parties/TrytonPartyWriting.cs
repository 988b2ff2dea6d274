using System.Text.Json;
using System.Text.Json.Nodes;
using Causeway.Connectors.Tryton.Rpc;
using Causeway.Connectors.Tryton.Writing;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Tryton.Parties;

/// <summary>A party to be written, of either side.</summary>
internal sealed record TrytonPartyDraft
{
    /// <summary>The name, and the field that has it.</summary>
    public required (string? Value, string Field) Name { get; init; }
    public string? ContactName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? TaxNumber { get; init; }
    public string? RegistrationNumber { get; init; }
    public bool IsArchived { get; init; }
    public IReadOnlyList<Address>? Addresses { get; init; }
}

/// <summary>Writes customers and suppliers, which are parties. The marker is an identifier of the party, without a type.</summary>
internal sealed class TrytonPartyWriting(TrytonClient tryton, TimeProvider time)
{
    // An uncertain write is settled long before; older marks are of no use to anyone.
    private static readonly TimeSpan s_markerLife = TimeSpan.FromDays(30);
    private readonly TrytonLookups lookups = new(tryton);

    public async Task<WriteResult> CreateAsync(TrytonPartyDraft draft, WriteMarker marker, CancellationToken ct)
    {
        JsonArray identifiers = [new JsonObject { ["code"] = marker.Text }];
        foreach (var identifier in await IdentifiersAsync(draft, ct))
        {
            identifiers.Add((JsonNode)identifier);
        }

        JsonArray contacts = [];
        foreach (var (type, value) in Mechanisms(draft))
        {
            contacts.Add((JsonNode)Mechanism(type, value, draft));
        }

        JsonArray addresses = [];
        foreach (var address in draft.Addresses ?? [])
        {
            addresses.Add((JsonNode)await AddressAsync(address, ct));
        }

        if (addresses.Count is 0)
        {
            // A document needs one, as a person's form has one from the start.
            addresses.Add((JsonNode)new JsonObject());
        }

        var id = await lookups.CreateAsync(
            "party.party",
            new JsonObject
            {
                ["name"] = Name(draft),
                ["active"] = !draft.IsArchived,
                ["identifiers"] = new JsonArray(new JsonArray("create", identifiers)),
                ["contact_mechanisms"] = new JsonArray(new JsonArray("create", contacts)),
                ["addresses"] = new JsonArray(new JsonArray("create", addresses)),
            },
            ct
        );
        return new WriteResult(TrytonKey.Of(id));
    }

    public async Task<WriteResult> UpdateAsync(
        string id,
        TrytonPartyDraft draft,
        WriteMarker marker,
        CancellationToken ct
    )
    {
        var party = await lookups.RequireAsync("party.party", id, "id", ct);
        var found = await tryton.CallAsync(
            "model.party.party.read",
            [new JsonArray(party), TrytonValue.Strings(TrytonParty.Fields)],
            ct
        );
        var current = found[0].Deserialize(TrytonJson.Default.TrytonParty)!;
        await tryton.CallAsync(
            "model.party.party.write",
            [
                new JsonArray(party),
                new JsonObject
                {
                    ["name"] = Name(draft),
                    ["active"] = !draft.IsArchived,
                    ["identifiers"] = await IdentifierChangesAsync(current, draft, marker, ct),
                    ["contact_mechanisms"] = MechanismChanges(current, draft),
                    ["addresses"] = await AddressChangesAsync(current, draft, ct),
                },
            ],
            ct
        );
        return new WriteResult(id);
    }

    public async Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct)
    {
        var id = await lookups.FirstAsync("party.party", [TrytonValue.Where("identifiers.code", "=", marker.Text)], ct);
        return id is { } found ? new WriteResult(TrytonKey.Of(found)) : null;
    }

    private static string Name(TrytonPartyDraft draft) =>
        string.IsNullOrWhiteSpace(draft.Name.Value)
            ? throw TrytonClient.Refuse(draft.Name.Field, "A name is needed.")
            : draft.Name.Value;

    // --- identifiers ---

    private async Task<JsonArray> IdentifierChangesAsync(
        TrytonParty current,
        TrytonPartyDraft draft,
        WriteMarker marker,
        CancellationToken ct
    )
    {
        var old = time.GetUtcNow() - s_markerLife;
        List<int> delete =
        [
            .. (current.Identifiers ?? [])
                .Where(i => i.Code is not null && TrytonMarker.IsMarker(i.Code) && i.CreateDate < old)
                .Select(i => i.Id),
        ];
        JsonArray create = [new JsonObject { ["code"] = marker.Text }];
        var wanted = await IdentifiersAsync(draft, ct);
        Replace(
            current.TaxIdentifier,
            draft.TaxNumber,
            wanted.FirstOrDefault(i => i["type"] is not null),
            delete,
            create
        );
        Replace(
            current.Registration,
            draft.RegistrationNumber,
            wanted.FirstOrDefault(i => i["type"] is null),
            delete,
            create
        );
        JsonArray changes = [new JsonArray("create", create)];
        if (delete.Count > 0)
        {
            changes.Insert(0, new JsonArray("delete", TrytonValue.Ids(delete)));
        }

        return changes;
    }

    private static void Replace(
        TrytonIdentifier? current,
        string? code,
        JsonObject? wanted,
        List<int> delete,
        JsonArray create
    )
    {
        if (string.Equals(current?.Code, code, StringComparison.Ordinal))
        {
            return;
        }

        if (current is not null)
        {
            delete.Add(current.Id);
        }

        if (wanted is not null)
        {
            create.Add((JsonNode)wanted);
        }
    }

    private async Task<IReadOnlyList<JsonObject>> IdentifiersAsync(TrytonPartyDraft draft, CancellationToken ct)
    {
        List<JsonObject> identifiers = [];
        if (draft.TaxNumber is { Length: > 0 } tax)
        {
            identifiers.Add(new JsonObject { ["type"] = await TaxTypeAsync(tax, draft, ct), ["code"] = tax });
        }

        if (draft.RegistrationNumber is { Length: > 0 } registration)
        {
            identifiers.Add(new JsonObject { ["code"] = registration });
        }

        return identifiers;
    }

    // Tryton checks a tax number by the rules of its country, so it must know which: by the number's own first letters,
    // else by the first address.
    private async Task<string> TaxTypeAsync(string number, TrytonPartyDraft draft, CancellationToken ct)
    {
        var selection = await tryton.CallAsync("model.party.identifier.get_types", [], ct);
        var types = selection
            .EnumerateArray()
            .Select(s => s[0])
            .Where(s => s.ValueKind is JsonValueKind.String)
            .Select(s => s.GetString()!)
            .ToHashSet(StringComparer.Ordinal);
        var countries = new[]
        {
            number.Length > 2 ? number[..2] : "",
            draft.Addresses?.Select(a => a.Country).FirstOrDefault() ?? "",
        };
        return countries
                .Where(c => c.Length is 2 && c.All(char.IsAsciiLetter))
                .Select(c => $"{c.ToLowerInvariant()}_vat")
                .FirstOrDefault(types.Contains)
            ?? throw TrytonClient.Refuse(
                "taxNumber",
                "Tryton must know the country of a tax number: put its two letters first, or give an address with a country."
            );
    }

    // --- contact details ---

    private static IEnumerable<(string Type, string Value)> Mechanisms(TrytonPartyDraft draft)
    {
        if (draft.Email is { Length: > 0 } email)
        {
            yield return ("email", email);
        }

        if (draft.Phone is { Length: > 0 } phone)
        {
            yield return ("phone", phone);
        }
    }

    private static JsonObject Mechanism(string type, string value, TrytonPartyDraft draft) =>
        new()
        {
            ["type"] = type,
            ["value"] = value,
            ["name"] = draft.ContactName,
        };

    // The first e-mail address and the first telephone number are the record's; others are left as they are.
    private static JsonArray MechanismChanges(TrytonParty current, TrytonPartyDraft draft)
    {
        JsonArray changes = [];
        JsonArray create = [];
        foreach (var (types, value) in new[] { ((string[])["email"], draft.Email), (["phone", "mobile"], draft.Phone) })
        {
            var known = current.ActiveMechanisms.FirstOrDefault(m => types.Contains(m.Type, StringComparer.Ordinal));
            if (known is null && value is { Length: > 0 })
            {
                create.Add((JsonNode)Mechanism(types[0], value, draft));
            }
            else if (known is not null && value is not { Length: > 0 })
            {
                changes.Add((JsonNode)new JsonArray("delete", new JsonArray(known.Id)));
            }
            else if (known is not null)
            {
                var values = new JsonObject { ["value"] = value, ["name"] = draft.ContactName ?? known.Name };
                changes.Add((JsonNode)new JsonArray("write", new JsonArray(known.Id), values));
            }
        }

        if (create.Count > 0)
        {
            changes.Add((JsonNode)new JsonArray("create", create));
        }

        return changes;
    }

    // --- addresses ---

    private async Task<JsonObject> AddressAsync(Address address, CancellationToken ct)
    {
        int? country = null;
        if (address.Country is { Length: > 0 } named)
        {
            // By its ISO code or its name; Tryton knows those that were loaded into it.
            country =
                await lookups.FirstAsync(
                    "country.country",
                    [TrytonValue.Where("code", "=", named.ToUpperInvariant())],
                    ct
                ) ?? await lookups.FirstAsync("country.country", [TrytonValue.Where("name", "ilike", named)], ct);
        }

        var subdivision =
            country is { } c && address.Region is { Length: > 0 } region
                ? await lookups.FirstAsync(
                    "country.subdivision",
                    [TrytonValue.Where("country", "=", c), TrytonValue.Where("name", "ilike", region)],
                    ct
                )
                : null;
        // What Tryton has no record of is kept as a line of the address, not lost.
        var lines = new[]
        {
            address.Line1,
            address.Line2,
            subdivision is null ? address.Region : null,
            country is null ? address.Country : null,
        };
        return new JsonObject
        {
            ["street"] = string.Join('\n', lines.Where(l => l is { Length: > 0 })),
            ["city"] = address.City,
            ["postal_code"] = address.PostalCode,
            ["country"] = country,
            ["subdivision"] = subdivision,
            ["invoice"] = address.Type is AddressType.Billing,
            ["name"] = null,
        };
    }

    // In their order: the first is written over the first. One that is too many may stand on documents, so it is put
    // out of use and not deleted.
    private async Task<JsonArray> AddressChangesAsync(TrytonParty current, TrytonPartyDraft draft, CancellationToken ct)
    {
        JsonArray changes = [];
        if (draft.Addresses is null)
        {
            return changes;
        }

        JsonArray create = [];
        List<TrytonAddress> known = [.. current.ActiveAddresses];
        for (var n = 0; n < draft.Addresses.Count; n++)
        {
            var values = await AddressAsync(draft.Addresses[n], ct);
            if (n < known.Count)
            {
                changes.Add((JsonNode)new JsonArray("write", new JsonArray(known[n].Id), values));
            }
            else
            {
                create.Add((JsonNode)values);
            }
        }

        List<int> surplus = [.. known.Skip(Math.Max(draft.Addresses.Count, 1)).Select(a => a.Id)];
        if (surplus.Count > 0)
        {
            changes.Add(
                (JsonNode)new JsonArray("write", TrytonValue.Ids(surplus), new JsonObject { ["active"] = false })
            );
        }

        if (create.Count > 0)
        {
            changes.Add((JsonNode)new JsonArray("create", create));
        }

        return changes;
    }
}
