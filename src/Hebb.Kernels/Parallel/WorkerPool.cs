namespace Hebb.Kernels;

/// <summary>The threads that kernels share.</summary>
internal static class WorkerPool
{
    /// <summary>How many threads may work at once, the caller's own included.</summary>
    public static int Threads { get; set; } = 1;

    /// <summary>Runs every chunk of the work and returns when all are done. Never allocates.</summary>
    public static void Run<TWork>(ref TWork work, int chunks) where TWork : struct, IChunkedWork
    {
        for (int chunk = 0; chunk < chunks; chunk++) work.Run(chunk, 0);
    }
}
