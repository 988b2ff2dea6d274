using System.Text.Json;
using Causeway.Contracts.DataTypes;

namespace Causeway.Connectors.Tests.DataTypes;

public sealed class StandardDateTests
{
    [Theory]
    [InlineData("2022-10-23", "2022-10-23T00:00:00Z")]
    [InlineData("2022-10-23T00:00:00", "2022-10-23T00:00:00Z")]
    [InlineData("2022-10-23T10:20:30Z", "2022-10-23T10:20:30Z")]
    [InlineData("2022-10-23t10:20:30z", "2022-10-23T10:20:30Z")]
    [InlineData("2022-10-23 10:20", "2022-10-23T10:20:00Z")]
    [InlineData("2022-10-23T10:20:30.5Z", "2022-10-23T10:20:30.5Z")]
    [InlineData("2022-10-23T10:20:30,500Z", "2022-10-23T10:20:30.5Z")]
    [InlineData("2022-10-23T10:20:30.000Z", "2022-10-23T10:20:30Z")]
    [InlineData("2022-10-23T23:59:59.9999999", "2022-10-23T23:59:59.9999999Z")]
    [InlineData("2022-10-23T10:20:30.123456789Z", "2022-10-23T10:20:30.1234567Z")]
    [InlineData("2022-10-23T01:00:00-05:00", "2022-10-23T06:00:00Z")]
    [InlineData("2022-10-23T01:00:00+05:30", "2022-10-22T19:30:00Z")]
    [InlineData("2022-10-23T01:00:00+0530", "2022-10-22T19:30:00Z")]
    [InlineData("2022-10-23T01:00:00+01", "2022-10-23T00:00:00Z")]
    [InlineData("20221023T102030Z", "2022-10-23T10:20:30Z")]
    [InlineData("2022-10-23T24:00:00Z", "2022-10-24T00:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    [InlineData(" 2022-10-23 ", "2022-10-23T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.9999999Z")]
    public void Any_iso_8601_date_becomes_an_instant_in_utc(string text, string expected)
    {
        StandardDate.TryParse(text, out var value).ShouldBeTrue();

        value.Offset.ShouldBe(TimeSpan.Zero);
        StandardDate.Format(value).ShouldBe(expected);
        JsonSerializer.Serialize(value, StandardJson.Wire.Options).ShouldBe($"\"{expected}\"");
        JsonSerializer
            .Deserialize<DateTimeOffset>(JsonSerializer.Serialize(text), StandardJson.Wire.Options)
            .ShouldBe(value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("today")]
    [InlineData("2022")]
    [InlineData("2022-10")]
    [InlineData("2022-13-01")]
    [InlineData("2022-00-01")]
    [InlineData("2023-02-29")]
    [InlineData("0000-01-01")]
    [InlineData("2022-1-1")]
    [InlineData("2022-1001")]
    [InlineData("23/10/2022")]
    [InlineData("2022-10-23T")]
    [InlineData("2022-10-23T10")]
    [InlineData("2022-10-23T25:00:00Z")]
    [InlineData("2022-10-23T24:00:01Z")]
    [InlineData("2022-10-23T10:60:00Z")]
    [InlineData("2022-10-23T10:20:61Z")]
    [InlineData("2022-10-23T10:20:30.Z")]
    [InlineData("2022-10-23T10:20:30+1")]
    [InlineData("2022-10-23T10:20:30+01:")]
    [InlineData("2022-10-23T10:20:30+01:60")]
    [InlineData("2022-10-23T10:20:30Zulu")]
    [InlineData("٢٠٢٢-10-23")]
    [InlineData("2022-10-23T10:20:30.0000000000000000000000000000000000000000000000000000Z")]
    public void Anything_else_is_no_date(string text)
    {
        // Text longer than a date can reasonably be is refused in JSON alone, where it comes from outside.
        if (text.Length <= 64)
        {
            StandardDate.TryParse(text, out _).ShouldBeFalse();
        }

        Should.Throw<JsonException>(() =>
            JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(text), StandardJson.Wire.Options)
        );
    }

    [Theory]
    [InlineData("1666483200")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    public void A_date_in_json_is_a_string(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<DateTimeOffset>(json, StandardJson.Wire.Options));

    [Fact]
    public void An_instant_with_an_offset_is_written_in_utc()
    {
        var value = new DateTimeOffset(2022, 10, 23, 1, 0, 0, TimeSpan.FromHours(-5));

        StandardDate.Format(value).ShouldBe("2022-10-23T06:00:00Z");
    }
}
