namespace Causeway.Server.Portal.SignIn;

/// <summary>Where somebody wanted to go before signing in.</summary>
public static class ReturnUrl
{
    /// <summary>The address if it is one of the Portal's, else its first page: no link may lead through our sign-in to another site.</summary>
    public static string Local(string? address) =>
        address is not null
        && (address == PortalFeature.Root || address.StartsWith($"{PortalFeature.Root}/", StringComparison.Ordinal))
        && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(char.IsControl)
            ? address
            : PortalFeature.Root;
}
