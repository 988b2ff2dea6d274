namespace Causeway.Connectors.Sandbox.Business;

/// <summary>Numbers that depend on nothing but a seed, a subject and an index, so that any record can be made without the ones before it (SplitMix64).</summary>
internal struct Dice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    public Dice(ulong seed, Subject subject, long index) =>
        state = Mix(seed + ((ulong)subject * Golden)) ^ Mix((ulong)index + Golden);

    /// <summary>A seed that stays the same for a text.</summary>
    public static ulong Seed(string text)
    {
        var seed = 14695981039346656037UL;
        foreach (var c in text)
        {
            seed = (seed ^ c) * 1099511628211UL;
        }

        return Mix(seed);
    }

    /// <summary>A number from 0 to one below the limit.</summary>
    public int Below(int limit)
    {
        state += Golden;
        return (int)((Mix(state) >> 32) * (ulong)limit >> 32);
    }

    /// <summary>A number between two, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Whether something happens that does in so many of a hundred cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of some.</summary>
    public T Of<T>(ReadOnlySpan<T> some) => some[Below(some.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What a number is drawn for: the same index of two subjects has nothing in common.</summary>
internal enum Subject
{
    Company,
    Customer,
    Contact,
    Supplier,
    Item,
    Sale,
    SalePlan,
    Purchase,
    PurchasePlan,
    Bank,
    Manual,
    Rate,
    Quote,
    Prospect,
    Season,
    Order,
    OrderPlan,
    Product,
    Shopper,
    Dispute,
    Foreign,
    Hold,
}
