using Causeway.Server.Settings.Link;

namespace Causeway.Server.Tests.Settings;

public class BrandColourTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    public void Contrast_is_that_of_WCAG(string one, string other, double expected) =>
        Colour(one).ContrastWith(Colour(other)).ShouldBe(expected, 0.01);

    [Fact]
    public void Whatever_the_colour_is_text_on_it_and_of_it_can_be_read()
    {
        for (var rgb = 0; rgb <= 0xffffff; rgb += 0x3333)
        {
            var colour = Colour($"#{rgb:x6}");

            colour.TextOnIt.ContrastWith(colour).ShouldBeGreaterThanOrEqualTo(BrandColour.Readable, $"{colour}");
            colour.OnLight.ContrastWith(Colour("#ffffff")).ShouldBeGreaterThanOrEqualTo(BrandColour.Readable);
            colour.OnDark.ContrastWith(Colour("#12181f")).ShouldBeGreaterThanOrEqualTo(BrandColour.Readable);
        }
    }

    [Fact]
    public void A_colour_that_is_readable_as_it_is_stays()
    {
        Colour("#0b5fa5").OnLight.ToString().ShouldBe("#0b5fa5");
        Colour("#9ecbff").OnDark.ToString().ShouldBe("#9ecbff");
    }

    private static BrandColour Colour(string text)
    {
        BrandColour.TryParse(text, out var colour).ShouldBeTrue();
        return colour;
    }
}
