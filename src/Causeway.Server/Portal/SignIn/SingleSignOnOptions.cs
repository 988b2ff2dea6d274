using Causeway.Contracts;

namespace Causeway.Server.Portal.SignIn;

/// <summary>Single sign-on at the client's own identity provider. It is offered once the authority and the client id are set.</summary>
public sealed class SingleSignOnOptions
{
    public const string Section = "Causeway:Portal:OpenIdConnect";

    /// <summary>The provider's address, below which its discovery document lies. Default: none, and no single sign-on.</summary>
    public string? Authority { get; set; }

    /// <summary>The id under which this server is known there. Default: none.</summary>
    public string? ClientId { get; set; }

    /// <summary>The secret that goes with it. Default: none, for a public client with PKCE alone.</summary>
    public Secret? ClientSecret { get; set; }

    /// <summary>What the button says. Default: Single sign-on.</summary>
    public string Name { get; set; } = "Single sign-on";

    /// <summary>The claim that says what somebody is here for. Default: roles.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>Values of the claim that make an Administrator, with commas between. Default: Administrator.</summary>
    public string Administrators { get; set; } = "Administrator";

    /// <summary>Values that make a Developer. Default: Developer.</summary>
    public string Developers { get; set; } = "Developer";

    /// <summary>Values that make an Analyst. Default: Analyst.</summary>
    public string Analysts { get; set; } = "Analyst";

    /// <summary>Values that make an Onboarding user. Default: Onboarding.</summary>
    public string Onboarding { get; set; } = "Onboarding";

    /// <summary>Whether it is offered.</summary>
    public bool IsOffered => !string.IsNullOrEmpty(Authority) && !string.IsNullOrEmpty(ClientId);
}
