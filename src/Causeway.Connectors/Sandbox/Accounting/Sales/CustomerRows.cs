using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting.Sales;

/// <summary>
/// Makes the rows of customers. Each is revised once in as many turns as there were customers at the founding, and, since
/// the connection lives, once in as many pulses. Prospects come with every other pulse and vanish after a few.
/// </summary>
internal sealed class CustomerRows(Books books)
{
    private const string Prefix = "cust-";
    private const int PerBatch = 100;

    private static readonly Passing Prospects = new(Every: 2, Lives: 8);

    private readonly DataSet set = books.Set;
    private readonly int count = books.Set.CustomersAt(books.Until.Turns);

    public Feed<SandboxContact> Feed =>
        new(SandboxJson.Default.SandboxContact, Read) { Count = () => Ids().LongCount() };

    public static string KeyOf(int customer) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{customer}");

    public static Party PartyOf(Firm firm, int customer) => new(KeyOf(customer), firm.CustomerName(customer));

    public IEnumerable<string> Ids() =>
        Enumerable
            .Range(0, count)
            .Select(KeyOf)
            .Concat(Prospects.At(books.Until).Select(ProspectId))
            .Concat(books.Written.Customers.Keys.Where(IsNew));

    /// <summary>A customer as it stands, by its id; nothing if there is none.</summary>
    public SandboxContact? Find(string id)
    {
        if (books.Written.Customers.TryGetValue(id, out var written))
        {
            return written.Row;
        }

        return BookEvent.IndexAfter(Prefix, id) is { } index && index < count
            ? Row((int)index)
            : Prospects.At(books.Until).Where(p => ProspectId(p) == id).Select(Prospect).FirstOrDefault();
    }

    private static bool IsNew(string id) => BookEvent.IndexAfter(Prefix, id) is null;

    private IEnumerable<Batch<SandboxContact>> Read(Period period, long position)
    {
        var since = period.Since?.Instant.ToUnixTimeMilliseconds() ?? long.MinValue;
        for (var first = (int)position; first < count; first += PerBatch)
        {
            var rows = new List<SandboxContact>(PerBatch);
            for (var customer = first; customer < Math.Min(count, first + PerBatch); customer++)
            {
                if (books.Written.Customers.TryGetValue(KeyOf(customer), out var written))
                {
                    rows.AddRange(period.MayBeNew(written.Row) ? [written.Row] : []);
                }
                else if (ChangedAt(customer) > since)
                {
                    rows.Add(Row(customer));
                }
            }

            yield return new Batch<SandboxContact>(rows, first + PerBatch);
        }

        var added = books.Written.Customers.Values.Select(w => w.Row).Where(r => IsNew(r.Id) && period.MayBeNew(r));
        var prospects = Prospects.Changed(period).Select(Prospect);
        yield return new Batch<SandboxContact>([.. added, .. prospects], count + PerBatch);
    }

    private SandboxContact Row(int customer)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Contact, customer);
        var contact = Contacts.Make(ref dice, set.Land, customer, KeyOf(customer), books.Firm.CustomerName(customer));
        var changed = ChangedAt(customer);
        // Each revision brings another number.
        var revision = new Dice(books.Firm.Seed + (ulong)changed, Subject.Contact, customer);
        return contact with
        {
            Currency = books.Firm.CurrencyOf(customer),
            Phone = Words.Telephone(ref revision, set.Land),
            State = customer % 23 is 22 ? "closed" : "active",
            Changed = changed,
        };
    }

    private long ChangedAt(int customer)
    {
        var came = customer < set.Customers ? 0 : ((customer - set.Customers + 1) * set.NewCustomerEvery) - 1;
        var cycle = set.Customers;
        var revised = Contacts.LastOf(customer % cycle, cycle, books.Until.Turns);
        var changed = books.ChangedIn((int)Math.Max(came, revised));
        var pulse = Contacts.LastOf(customer % cycle, cycle, books.Until.Pulses);
        return pulse < 0 ? changed : Math.Max(changed, books.Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds());
    }

    private static string ProspectId(long prospect) =>
        string.Create(CultureInfo.InvariantCulture, $"prospect-{prospect}");

    private SandboxContact Prospect(long pulse)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Prospect, pulse);
        var number = dice.Below(1_000_000);
        var name = Words.FirmName(books.Firm.Seed, Subject.Prospect, number);
        return Contacts.Make(ref dice, set.Land, number, ProspectId(pulse), name) with
        {
            Changed = books.Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds(),
        };
    }
}
