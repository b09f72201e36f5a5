namespace Hebb.Tensors.Tests;

/// <summary>Tests that watch the whole process (its memory, its garbage collector): they run after the others, one at a time.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneCollection;
