using System.Globalization;

namespace Causeway.Connectors.Sandbox.Commerce.Shops;

/// <summary>Something that a shop sells, in one size or several.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Which one.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">Which of the trade's kinds it is of.</param>
/// <param name="Price">What the smallest is sold for, in pence without tax.</param>
/// <param name="Variants">How many sizes there are.</param>
/// <param name="TaxRule">Which tax it bears.</param>
internal sealed record Product(string Id, long Number, string Name, int Kind, long Price, int Variants, int TaxRule)
{
    private static readonly string[] Sizes = ["Small", "Medium", "Large"];

    public string VariantId(int variant) => string.Create(CultureInfo.InvariantCulture, $"{Id}-v{variant + 1}");

    public string VariantName(int variant) => Variants is 1 ? Name : $"{Name}, {Sizes[variant].ToLowerInvariant()}";

    public long PriceOf(int variant) => Price * (4 + variant) / 4;
}
