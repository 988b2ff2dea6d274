using System.Globalization;
using Causeway.Server.Query;

namespace Causeway.Server.Tests.Query;

public sealed class QueryValueTests
{
    [Theory]
    [InlineData("2022-10-23", "2022-10-23T00:00:00.0000000Z")]
    [InlineData("2022-10-23T10:11", "2022-10-23T10:11:00.0000000Z")]
    [InlineData("2022-10-23T10:11:12", "2022-10-23T10:11:12.0000000Z")]
    [InlineData("2022-10-23T10:11:12Z", "2022-10-23T10:11:12.0000000Z")]
    [InlineData("2022-10-23T10:11:12.5+02:00", "2022-10-23T08:11:12.5000000Z")]
    [InlineData("2022-10-23T00:30-00:45", "2022-10-23T01:15:00.0000000Z")]
    [InlineData("2024-02-29T23:59:59.9999999Z", "2024-03-01T00:00:00.0000000Z")]
    [InlineData("2022-10-23T00:00:00.0000005Z", "2022-10-23T00:00:00.0000000Z")]
    [InlineData("2022-10-23T00:00:00.0000015Z", "2022-10-23T00:00:00.0000020Z")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:00.0000000Z")]
    public void An_instant_is_read_in_UTC_to_the_microsecond(string text, string utc)
    {
        QueryInstant.TryParse(text)!.Value.Utc!.Value.ToString("O", CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2022")]
    [InlineData("2022-1-1")]
    [InlineData("2022-02-29")]
    [InlineData("2022-04-31")]
    [InlineData("0000-01-01")]
    [InlineData("+022-01-01")]
    [InlineData("2022-01-01 10:00:00")]
    [InlineData("2022-01-01T")]
    [InlineData("2022-01-01T10")]
    [InlineData("2022-01-01T10:0")]
    [InlineData("2022-01-01T10:00:")]
    [InlineData("2022-01-01T10:00:0")]
    [InlineData("2022-01-01T10:00:00.")]
    [InlineData("2022-01-01T10:00:00.Z")]
    [InlineData("2022-01-01T10:00:00z")]
    [InlineData("2022-01-01T10:00:00ZZ")]
    [InlineData("2022-01-01T10:00:00+1")]
    [InlineData("2022-01-01T10:00:00+0100")]
    [InlineData("2022-01-01T10:00:00+14:01")]
    [InlineData("2022-01-01T10:00:00+01:60")]
    [InlineData("2022-01-01Z")]
    [InlineData("2022-01-01T10:00:00.12345678901234567890123Z")]
    public void What_is_no_instant_is_not_read(string text)
    {
        QueryInstant.TryParse(text).ShouldBeNull();
    }

    [Theory]
    [InlineData("1", "1.0", 0)]
    [InlineData("0", "-0", 0)]
    [InlineData("1e2", "100", 0)]
    [InlineData("12e-1", "1.2", 0)]
    [InlineData("-1", "1", -1)]
    [InlineData("10", "9", 1)]
    [InlineData("0.1", "0.1000000000000000000000000000000000001", -1)]
    [InlineData("-0.1", "-0.1000000000000000000000000000000000001", 1)]
    [InlineData("79228162514264337593543950336", "79228162514264337593543950335", 1)]
    [InlineData("1e99", "9e98", 1)]
    [InlineData("1e-99", "0", 1)]
    [InlineData("-1e-99", "-0.0", -1)]
    public void Numbers_compare_exactly(string left, string right, int order)
    {
        Math.Sign(QueryNumber.Compare(left, right)!.Value).ShouldBe(order);
        Math.Sign(QueryNumber.Compare(right, left)!.Value).ShouldBe(-order);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e100")]
    [InlineData(" 1")]
    [InlineData("\"1\"")]
    [InlineData("1_000")]
    [InlineData(null)]
    public void What_is_no_number_compares_with_nothing(string? text)
    {
        QueryNumber.Compare(text, "1").ShouldBeNull();
        QueryNumber.Compare("1", text).ShouldBeNull();
    }
}
