namespace Hebb.Kernels;

/// <summary>The kernel's 36 points, as right matrices of the products: for each point, its source channels by its destination channels.</summary>
internal unsafe struct WinogradKernel<L, V> : IChunkedWork where L : struct, IVectors<float, V> where V : struct
{
    private WinogradCut _cut;
    private float* _kernel, _points, _threads;

    /// <summary>Transforms the kernel; backward, turned around and its channels exchanged.</summary>
    public static void Run(in WinogradCut cut, float* kernel, float* points, float* threads, int workers)
    {
        WinogradKernel<L, V> work = new() { _cut = cut, _kernel = kernel, _points = points, _threads = threads };
        WorkerPool.Run(ref work, (cut.SourceChannels + WinogradCut.KernelRows - 1) / WinogradCut.KernelRows, workers);
    }

    public readonly void Run(int chunk, int worker)
    {
        int first = chunk * WinogradCut.KernelRows, end = Math.Min(first + WinogradCut.KernelRows, _cut.SourceChannels), columns = _cut.Channels;
        nint tap = (nint)_cut.SourceChannels * columns, step = tap;
        float* memory = _threads + worker * _cut.ThreadSize, scratch = memory + _cut.ThreadSize - WinogradTiles<L, V>.ScratchSize;
        float* from = _kernel + (nint)first * columns;
        if (_cut.Backward)
        {
            step = (nint)(end - first) * columns;
            for (int position = 0; position < 9; position++)
            {
                float* turned = _kernel + (8 - position) * tap + first;
                Panels<L, float, V>.Transpose(turned, 1, _cut.SourceChannels, end - first, columns, columns, memory + position * step);
            }
            from = memory;
        }
        WinogradTiles<L, V>.Kernel(from, step, end - first, columns, first, _cut.SourceChannels, _points, _cut.KernelPlane, scratch);
    }
}
