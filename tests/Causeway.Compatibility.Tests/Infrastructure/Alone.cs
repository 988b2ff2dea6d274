// These tests wait for servers most of the time.
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]

namespace Causeway.Compatibility.Tests.Infrastructure;

/// <summary>Tests that measure time, and so run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
