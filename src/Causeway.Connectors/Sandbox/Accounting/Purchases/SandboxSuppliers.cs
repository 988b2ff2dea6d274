using System.Globalization;
using Causeway.Connectors.Sandbox.Business;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Connectors.Sandbox.Accounting.Purchases;

/// <summary>Suppliers: each is revised once in as many turns as there are.</summary>
internal sealed class SandboxSuppliers(FirmSource source)
    : Reader<SandboxContact, Supplier>(SandboxJson.Default.SandboxContact)
{
    public override ChangeTracking Tracking => ChangeTracking.ChangesThenIds;

    public override IAsyncEnumerable<SourcePage> FetchAsync(ReadWindow window, CancellationToken ct) =>
        source.ReadAsync(window, books => new SupplierRows(books).Feed, ct);

    public override IAsyncEnumerable<SourceIdPage> FetchIdsAsync(string? cursor, CancellationToken ct) =>
        source.ReadIdsAsync(cursor, books => new SupplierRows(books).Ids(), ct);

    public override Supplier Map(SandboxContact source) =>
        new()
        {
            Id = source.Id,
            SupplierName = source.Name,
            ContactName = source.Person,
            EmailAddress = source.Email,
            Phone = source.Phone,
            Addresses = Contacts.ToAddresses(source.Addresses),
            RegistrationNumber = source.RegistrationNumber,
            TaxNumber = source.TaxNumber,
            DefaultCurrency = source.Currency,
            Status = source.State switch
            {
                "active" => SupplierStatus.Active,
                "closed" => SupplierStatus.Archived,
                _ => SupplierStatus.Unknown,
            },
            SourceModifiedDate = Parts.ToInstant(source.Changed),
        };
}

/// <summary>Makes the rows of suppliers.</summary>
internal sealed class SupplierRows(Books books)
{
    private const string Prefix = "supp-";

    public Feed<SandboxContact> Feed =>
        new(SandboxJson.Default.SandboxContact, Read) { Name = "suppliers", Count = () => Ids().LongCount() };

    public static string KeyOf(int supplier) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{supplier}");

    public static Party PartyOf(Firm firm, int supplier) => new(KeyOf(supplier), firm.SupplierName(supplier));

    public IEnumerable<string> Ids() =>
        Enumerable.Range(0, books.Set.Suppliers).Select(KeyOf).Concat(books.Written.Suppliers.Keys.Where(IsNew));

    /// <summary>A supplier as it stands, by its id; nothing if there is none.</summary>
    public SandboxContact? Find(string id) =>
        books.Written.Suppliers.TryGetValue(id, out var written) ? written.Row
        : BookEvent.IndexAfter(Prefix, id) is { } index && index < books.Set.Suppliers ? Row((int)index)
        : null;

    private static bool IsNew(string id) => BookEvent.IndexAfter(Prefix, id) is null;

    private IEnumerable<Batch<SandboxContact>> Read(Period period, long position)
    {
        var since = period.Since?.Instant.ToUnixTimeMilliseconds() ?? long.MinValue;
        for (var supplier = (int)position; supplier < books.Set.Suppliers; supplier++)
        {
            var isWritten = books.Written.Suppliers.ContainsKey(KeyOf(supplier));
            yield return new Batch<SandboxContact>(
                !isWritten && ChangedAt(supplier) > since ? [Row(supplier)] : [],
                supplier + 1
            );
        }

        yield return new Batch<SandboxContact>(
            [.. books.Written.Suppliers.Values.Select(w => w.Row).Where(r => period.MayBeNew(r))],
            books.Set.Suppliers + 1
        );
    }

    private SandboxContact Row(int supplier)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Supplier, supplier + (1L << 32));
        var changed = ChangedAt(supplier);
        var contact = Contacts.Make(
            ref dice,
            books.Set.Land,
            supplier,
            KeyOf(supplier),
            books.Firm.SupplierName(supplier)
        );
        // Each revision brings another number.
        var revision = new Dice(books.Firm.Seed + (ulong)changed, Subject.Supplier, supplier);
        return contact with
        {
            Phone = Words.Telephone(ref revision, books.Set.Land),
            State = supplier % 19 is 18 ? "closed" : "active",
            Changed = changed,
        };
    }

    private long ChangedAt(int supplier) =>
        books.ChangedIn((int)Math.Max(0, Contacts.LastOf(supplier, books.Set.Suppliers, books.Until.Turns)));
}
