using System.Net;
using Causeway.Contracts.Connectors;
using Causeway.Server.Gateway;

namespace Causeway.Server.Tests.Gateway;

public class NetworkGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Inner_networks_are_not_reached(string address) =>
        new NetworkGuard([]).Allows(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    public void Public_addresses_are_reached(string address) =>
        new NetworkGuard([]).Allows(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void The_operator_can_allow_a_network()
    {
        var guard = new NetworkGuard(
            new GatewayOptions { AllowedNetworks = "10.1.0.0/16, ::1/128" }.ParseAllowedNetworks()
        );

        guard.Allows(IPAddress.Parse("10.1.200.3")).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("::ffff:10.1.200.3")).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("::1")).ShouldBeTrue();
        guard.Allows(IPAddress.Parse("10.2.0.1")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("2130706433")]
    [InlineData("[::1]")]
    public async Task A_name_or_odd_spelling_of_an_inner_address_is_refused_with_a_reason(string host)
    {
        var uri = new Uri($"http://{host}/");

        var failure = await Should.ThrowAsync<SourceException>(() =>
            new NetworkGuard([]).ResolveAsync(uri.IdnHost, CancellationToken.None)
        );

        failure.Failure.Category.ShouldBe(SourceFailureCategory.Rejected);
        failure.Failure.Message.ShouldContain("Causeway:Gateway:AllowedNetworks");
    }
}
