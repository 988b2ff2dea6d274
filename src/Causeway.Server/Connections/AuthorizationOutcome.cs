using System.Globalization;
using Causeway.Contracts.Connectors;
using Causeway.Server.Http;

namespace Causeway.Server.Connections;

/// <summary>What came of an attempt to authorize a connection.</summary>
public abstract record AuthorizationOutcome
{
    private const int MostListed = 20;

    private AuthorizationOutcome() { }

    /// <summary>What the API answers if it is not <see cref="Done"/>.</summary>
    public abstract Refusal? Refusal { get; }

    /// <summary>The source accepted the values, and the connection is linked.</summary>
    /// <param name="Connection">The connection.</param>
    public sealed record Done(Connection Connection) : AuthorizationOutcome
    {
        /// <inheritdoc/>
        public override Refusal? Refusal => null;
    }

    /// <summary>The values are good, and open several organisations: nothing is saved until one is chosen.</summary>
    /// <param name="Organisations">The organisations.</param>
    public sealed record ChooseOrganisation(IReadOnlyList<SourceOrganisation> Organisations) : AuthorizationOutcome
    {
        /// <inheritdoc/>
        public override Refusal Refusal
        {
            get
            {
                var listed = string.Join(", ", Organisations.Take(MostListed).Select(o => $"{o.Id} ({o.Name})"));
                var more =
                    Organisations.Count > MostListed
                        ? string.Create(CultureInfo.InvariantCulture, $" and {Organisations.Count - MostListed} more")
                        : "";
                return Http.Refusal.Invalid(
                    SourceConnection.OrganisationField,
                    $"These credentials open several organisations; send {SourceConnection.OrganisationField} with one of: {listed}{more}."
                );
            }
        }
    }

    /// <summary>The values are good, and open another organisation than the one that the connection reads: nothing was changed.</summary>
    /// <param name="Organisations">The organisations.</param>
    public sealed record OtherOrganisation(IReadOnlyList<SourceOrganisation> Organisations) : AuthorizationOutcome
    {
        /// <inheritdoc/>
        public override Refusal Refusal =>
            Http.Refusal.Conflict(
                $"These credentials are for another organisation than the one that this connection reads ({string.Join(", ", Organisations.Take(MostListed).Select(o => o.Name))}); create a new connection for it. This one goes on as before."
            );
    }

    /// <summary>It was refused, by this server or by the source.</summary>
    /// <param name="Why">The reason.</param>
    /// <param name="Fault">What kind of reason it is.</param>
    public sealed record Refused(Refusal Why, AuthorizationFault Fault = AuthorizationFault.Other)
        : AuthorizationOutcome
    {
        /// <inheritdoc/>
        public override Refusal Refusal => Why;
    }
}

/// <summary>Why an attempt to authorize came to nothing, for pages that say it in words of their own.</summary>
public enum AuthorizationFault
{
    Other,

    /// <summary>The source does not accept what was entered.</summary>
    Credentials,

    /// <summary>The user may not share what is asked for.</summary>
    Permission,

    /// <summary>The source is down or busy, or its answer was lost: it passes.</summary>
    Unavailable,

    /// <summary>This server is not known at the source as it should be: its operator must act.</summary>
    Setup,

    /// <summary>The company has an active connection of this kind, and can have only one.</summary>
    AnotherIsLinked,
}
