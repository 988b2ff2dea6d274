using System.Globalization;
using Causeway.Connectors.Sandbox.Accounting;
using Causeway.Connectors.Sandbox.Business;

namespace Causeway.Connectors.Sandbox.Commerce.Customers;

/// <summary>
/// Makes the rows of customers. Each is revised once in as many turns as there were customers at the founding. Guests, who
/// look around and order nothing, come with every other pulse and vanish after a few.
/// </summary>
internal sealed class ShopperRows(Trading trading)
{
    private const int PerBatch = 100;

    private static readonly Passing Guests = new(Every: 2, Lives: 8, RevisedAfter: 5);

    private readonly Shops.ShopSet set = trading.Set;
    private readonly int count = trading.Set.ShoppersAt(trading.Until.Turns);

    public Feed<SandboxContact> Feed =>
        new(SandboxJson.Default.SandboxContact, Read) { Count = () => Ids().LongCount() };

    public static string KeyOf(int shopper) => string.Create(CultureInfo.InvariantCulture, $"shopper-{shopper}");

    public IEnumerable<string> Ids() =>
        Enumerable.Range(0, count).Select(KeyOf).Concat(Guests.At(trading.Until).Select(GuestKeyOf));

    private IEnumerable<Batch<SandboxContact>> Read(Period period, long position)
    {
        for (var first = (int)position; first < count; first += PerBatch)
        {
            var rows = Enumerable
                .Range(first, Math.Min(PerBatch, count - first))
                .Where(shopper => ChangedIn(shopper) >= period.FirstTurn)
                .Select(Row);
            yield return new Batch<SandboxContact>([.. rows], first + PerBatch);
        }

        yield return new Batch<SandboxContact>([.. Guests.Changed(period).Select(Guest)], count + PerBatch);
    }

    private SandboxContact Row(int shopper)
    {
        var dice = new Dice(trading.Shop.Seed, Subject.Contact, shopper);
        var changed = ChangedIn(shopper);
        var came = CameIn(shopper);
        // Each revision brings another number.
        var revision = new Dice(trading.Shop.Seed + (ulong)changed, Subject.Contact, shopper);
        return Person(ref dice, shopper, KeyOf(shopper), trading.Shop.ShopperName(shopper)) with
        {
            Phone = Words.Telephone(ref revision, set.Land),
            Since = came is 0 ? trading.Founded : trading.ChangedIn(came),
            Changed = trading.ChangedIn(changed),
        };
    }

    private SandboxContact Guest(long pulse)
    {
        var dice = new Dice(trading.Shop.Seed, Subject.Prospect, pulse);
        var change = Guests.ChangeOf(pulse, trading.Until);
        return Person(ref dice, dice.Below(1_000_000), GuestKeyOf(pulse), Words.Person(ref dice)) with
        {
            Note = change == pulse ? "Guest" : "Guest, came back",
            Since = trading.ChangedInPulse(pulse),
            Changed = trading.ChangedInPulse(change),
        };
    }

    private SandboxContact Person(ref Dice dice, int number, string id, string name)
    {
        var contact = Contacts.Make(ref dice, set.Land, number, id, name);
        return contact with
        {
            Person = null,
            TaxNumber = null,
            Email = string.Create(
                CultureInfo.InvariantCulture,
                $"{name.Replace(' ', '.').ToLowerInvariant()}{number}@example.com"
            ),
            Addresses =
            [
                .. contact.Addresses ?? [],
                Contacts.MakeAddress(ref dice, set.Land) with
                {
                    Use = "delivery",
                },
            ],
        };
    }

    private int CameIn(int shopper) =>
        shopper < set.Shoppers ? 0 : ((shopper - set.Shoppers + 1) * set.NewShopperEvery) - 1;

    // The turn in which it came, or was last revised.
    private int ChangedIn(int shopper) =>
        (int)Math.Max(CameIn(shopper), Contacts.LastOf(shopper % set.Shoppers, set.Shoppers, trading.Until.Turns));

    private static string GuestKeyOf(long pulse) => string.Create(CultureInfo.InvariantCulture, $"guest-{pulse}");
}
