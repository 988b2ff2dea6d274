using System.Globalization;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Accounting;

/// <summary>
/// Makes the rows of customers. Each is revised once in as many turns as there were customers at the founding, and, since
/// the connection lives, once in as many pulses; so what changed between two moments is known without looking at all.
/// </summary>
internal sealed class CustomerRows(Books books)
{
    private const int ProspectLives = 8;

    private readonly DataSet set = books.Set;

    public Feed<SandboxContact> Feed =>
        new(SandboxJson.Default.SandboxContact, Read)
        {
            Count = moment => set.CustomersAt(moment.Turns) + Prospects(moment).LongCount(),
        };

    public static Party PartyOf(Firm firm, int customer) =>
        new(string.Create(CultureInfo.InvariantCulture, $"cust-{customer}"), firm.CustomerName(customer));

    public IEnumerable<string> Ids(Moment moment) =>
        Enumerable
            .Range(0, set.CustomersAt(moment.Turns))
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"cust-{c}"))
            .Concat(Prospects(moment).Select(ProspectId));

    private IEnumerable<Batch<SandboxContact>> Read(Period period, long position)
    {
        var until = period.Until;
        var count = set.CustomersAt(until.Turns);
        for (var first = (int)position; first < count; first += 100)
        {
            var rows = new List<SandboxContact>(100);
            for (var customer = first; customer < Math.Min(count, first + 100); customer++)
            {
                if (
                    period.Since is not { } since
                    || ChangedAt(customer, until) > since.Instant.ToUnixTimeMilliseconds()
                )
                {
                    rows.Add(Row(customer, until));
                }
            }

            yield return new Batch<SandboxContact>(rows, first + 100);
        }

        yield return new Batch<SandboxContact>(
            [.. Prospects(until).Where(p => p >= period.FirstPulse).Select(Prospect)],
            count + 100
        );
    }

    private SandboxContact Row(int customer, Moment moment)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Customer, customer + (1L << 32));
        var name = books.Firm.CustomerName(customer);
        var row = Contact(ref dice, customer, name) with
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"cust-{customer}"),
            Currency = books.Firm.CurrencyOf(customer),
            State = customer % 23 is 22 ? "closed" : "active",
            Changed = ChangedAt(customer, moment),
        };

        // Each revision brings another number.
        var revision = new Dice(books.Firm.Seed, Subject.Customer, row.Changed);
        return row with { Phone = Words.Telephone(ref revision, set.Land) };
    }

    private SandboxContact Contact(ref Dice dice, int number, string name)
    {
        var person = Words.Person(ref dice);
        return new SandboxContact
        {
            Id = "",
            Name = name,
            Person = person,
            Email = string.Create(
                CultureInfo.InvariantCulture,
                $"{person.Replace(' ', '.').ToLowerInvariant()}{number}@example.com"
            ),
            Address = new SandboxAddress(
                Words.StreetLine(ref dice),
                null,
                dice.Of<string>(set.Land.Towns),
                dice.Of<string>(set.Land.Regions),
                Words.PostalCode(ref dice, set.Land.PostalCode),
                set.Land.Country
            ),
            TaxNumber = string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Land.Country}{dice.Between(100_000_000, 999_999_999)}"
            ),
            State = "active",
            Changed = 0,
        };
    }

    private long ChangedAt(int customer, Moment moment)
    {
        var came = customer < set.Customers ? 0 : (customer - set.Customers + 1) * set.NewCustomerEvery;
        var cycle = set.Customers;
        var revised = LastOf(customer % cycle, cycle, moment.Turns);
        var changed = books.ChangedIn((int)Math.Max(Math.Max(0, came - 1), revised));
        var pulse = LastOf(customer % cycle, cycle, moment.Pulses);
        return pulse < 0 ? changed : Math.Max(changed, books.Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds());
    }

    // The last of the numbers first, first + cycle, … below a limit, or -1.
    private static long LastOf(long first, long cycle, long limit) =>
        limit <= first ? -1 : first + ((limit - 1 - first) / cycle * cycle);

    private static IEnumerable<long> Prospects(Moment moment)
    {
        for (var prospect = Math.Max(0, moment.Pulses - ProspectLives); prospect < moment.Pulses; prospect++)
        {
            if (prospect % 2 is 0)
            {
                yield return prospect;
            }
        }
    }

    private static string ProspectId(long prospect) =>
        string.Create(CultureInfo.InvariantCulture, $"prospect-{prospect}");

    private SandboxContact Prospect(long pulse)
    {
        var dice = new Dice(books.Firm.Seed, Subject.Prospect, pulse);
        var number = dice.Below(1_000_000);
        return Contact(ref dice, number, Words.FirmName(books.Firm.Seed, Subject.Prospect, number)) with
        {
            Id = ProspectId(pulse),
            Currency = set.Land.Currency,
            Phone = Words.Telephone(ref dice, set.Land),
            Changed = books.Clock.EndOfPulse(pulse).ToUnixTimeMilliseconds(),
        };
    }
}
