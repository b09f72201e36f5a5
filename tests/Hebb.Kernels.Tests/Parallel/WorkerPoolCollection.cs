namespace Hebb.Kernels.Tests;

/// <summary>Tests that set the pool's thread count run alone.</summary>
[CollectionDefinition(nameof(WorkerPool), DisableParallelization = true)]
public sealed class WorkerPoolCollection;
