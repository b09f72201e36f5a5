namespace Hebb.Kernels;

/// <summary>
/// A pass over images with Winograd's algorithm, forward or backward to the input's gradient: the same thing with the kernel turned around and its channels
/// exchanged.
/// </summary>
/// <remarks>
/// For each block of tiles: its inputs go to their 36 points; at every point, a matrix product of the tiles by the kernel's points over the channels; the
/// products go back to 4 x 4 outputs. Everything in
/// between stays in the second-level cache: the products are made and turned back a panel of output channels at a time.
/// Each output depends on its own tile only, each product is one chain of sums over the channels: the bits depend neither on blocks nor on threads.
/// </remarks>
internal unsafe struct WinogradPass<L, V> : IChunkedWork where L : struct, IVectors<float, V> where V : struct
{
    private const int Points = WinogradTiles<L, V>.Points, Outputs = WinogradTiles<L, V>.Outputs;

    private readonly WinogradCut _cut;
    private readonly float* _source;
    private readonly float* _destination;
    private readonly float* _kernel;
    private readonly float* _threads;
    private readonly Epilogue? _epilogue;

    private WinogradPass(in WinogradCut cut, float* source, float* kernel, float* destination, float* threads, Epilogue? epilogue)
    {
        _epilogue = epilogue;
        _cut = cut;
        _source = source;
        _kernel = kernel;
        _destination = destination;
        _threads = threads;
    }

    /// <summary>Runs the pass.</summary>
    public static void Run(in WinogradCut cut, float* source, float* kernel, float* destination, in View workspace, Epilogue? epilogue)
    {
        float* points = (float*)workspace.Address, threads = (float*)(workspace.Address + (nint)cut.KernelBytes);
        int workers = cut.Workers(workspace.Count);
        WinogradKernel<L, V>.Run(cut, kernel, points, threads, workers);
        WinogradPass<L, V> pass = new(cut, source, points, destination, threads, epilogue);
        WorkerPool.Run(ref pass, cut.Chunks, workers);
    }

    public readonly void Run(int chunk, int worker)
    {
        int first = chunk * _cut.ChunkRows, end = Math.Min(first + _cut.ChunkRows, _cut.AllRows);
        float* inputs = _threads + worker * _cut.ThreadSize, products = inputs + Points * _cut.SourcePlane, scratch = products + Points * _cut.Plane;
        for (int column = 0, columns; column < _cut.TileColumns; column += columns)
        {
            columns = Math.Min(_cut.BlockColumns, _cut.TileColumns - column);
            RunBlock(first, end, column, columns, inputs, products, scratch);
        }
        if (_epilogue is null) return;
        long row = FirstPixelRow(first);
        _epilogue.RunRows(_destination + row * _cut.Width * _cut.Channels, row * _cut.Width, (FirstPixelRow(end) - row) * _cut.Width);
    }

    /// <summary>The row of pixels, counted through all images, at which a row of tiles begins.</summary>
    private readonly long FirstPixelRow(int row) => (long)(row / _cut.TileRows) * _cut.Height + row % _cut.TileRows * Outputs;

    private readonly void RunBlock(int first, int end, int column, int columns, float* inputs, float* products, float* scratch)
    {
        nint imageSize = (nint)_cut.SourceHeight * _cut.SourceWidth * _cut.SourceChannels;
        float* to = inputs;
        for (int row = first; row < end; row++, to += (nint)columns * _cut.SourceChannels)
            WinogradTiles<L, V>.Input(_source + row / _cut.TileRows * imageSize, _cut.SourceHeight, _cut.SourceWidth, _cut.SourceChannels,
                row % _cut.TileRows * Outputs + _cut.Top, column * Outputs + _cut.Left, columns, to, _cut.SourcePlane, scratch);

        imageSize = (nint)_cut.Height * _cut.Width * _cut.Channels;
        for (int channel = 0, count; channel < _cut.Channels; channel += count)
        {
            count = Math.Min(2 * L.Count, _cut.Channels - channel);
            WinogradProducts<L, V>.Multiply((end - first) * columns, _cut.SourceChannels, count, inputs, _cut.SourcePlane,
                _kernel + (nint)channel * _cut.SourceChannels, _cut.KernelPlane, products, _cut.Plane);
            float* from = products;
            for (int row = first; row < end; row++, from += (nint)columns * count)
                WinogradTiles<L, V>.Output(from, _cut.Plane, count, _destination + row / _cut.TileRows * imageSize + channel, _cut.Height, _cut.Width,
                    _cut.Channels, row % _cut.TileRows * Outputs, column * Outputs, columns, scratch);
        }
    }
}
