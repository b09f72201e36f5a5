namespace Hebb.Kernels;

/// <summary>A kernel with its operands, to be run again and again on the same memory: what follows from shapes and addresses was worked out once.</summary>
/// <remarks>Whoever makes it keeps the memory alive, and runs it on one thread at a time.</remarks>
internal abstract class Bound
{
    /// <summary>Runs the kernel.</summary>
    public abstract void Run();
}
