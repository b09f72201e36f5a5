namespace Hebb.Kernels;

/// <summary>Work that was cut, by its shape alone, into chunks that may run in any order on any thread.</summary>
internal interface IChunkedWork
{
    /// <summary>
    /// Does one chunk. <paramref name="worker"/>, below <see cref="WorkerPool.Threads"/>, names the thread for the duration of the call, for its scratch
    /// memory.
    /// </summary>
    void Run(int chunk, int worker);
}
