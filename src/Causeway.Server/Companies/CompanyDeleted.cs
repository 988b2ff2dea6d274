using Causeway.Contracts;

namespace Causeway.Server.Companies;

/// <summary>A company's row is gone, in the same transaction as this message; a <c>ConnectionDeleted</c> goes with it for each of its connections.</summary>
/// <param name="CompanyId">The company.</param>
public sealed record CompanyDeleted(CompanyId CompanyId);
