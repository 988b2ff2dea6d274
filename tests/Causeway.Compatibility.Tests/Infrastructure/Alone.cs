namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>Tests that measure time, and so run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
