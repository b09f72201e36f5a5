using Hebb.Kernels;

namespace Hebb;

/// <summary>How much of the machine Hebb uses.</summary>
/// <example><code>Parallelism.Threads = 1;   // leave the other cores to somebody else: the results stay the same, bit for bit</code></example>
public static class Parallelism
{
    /// <summary>How many threads may work at once, the caller's own included; at first the number of processors. Results never depend on it.</summary>
    /// <exception cref="OptionException">The number is not from 1 to 256.</exception>
    public static int Threads
    {
        get => WorkerPool.Threads;
        set => WorkerPool.Threads = value is >= 1 and <= WorkerPool.MaxThreads ? value
            : throw new OptionException($"Parallelism: {value} threads cannot be used.", $"Threads = {value}",
                $"use a number from 1 to {WorkerPool.MaxThreads}");
    }
}
