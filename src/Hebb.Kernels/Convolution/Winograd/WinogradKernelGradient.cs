namespace Hebb.Kernels;

/// <summary>The gradient of a convolution's kernel with Winograd's algorithm: what the kernel does at the 36 points, backwards.</summary>
/// <remarks>
/// At every point, the kernel's gradient is a matrix product over tiles: input channels by tiles times tiles by output channels. The products of a group of
/// tiles are summed at the points, block after block, and only their sum goes back to 3 x 3 positions; then the groups are added in a fixed tree.
/// </remarks>
internal unsafe struct WinogradKernelGradient<L, V> : IChunkedWork where L : struct, IVectors<float, V> where V : struct
{
    private const int Points = WinogradTiles<L, V>.Points, Outputs = WinogradTiles<L, V>.Outputs;

    private readonly WinogradGradientCut _cut;
    private readonly ConvolutionGeometry _g;
    private readonly float* _x;
    private readonly float* _gradient;
    private readonly float* _parts;
    private readonly float* _threads;

    private WinogradKernelGradient(in WinogradGradientCut cut, float* x, float* gradient, float* parts, float* threads)
    {
        _cut = cut;
        _g = cut.Geometry;
        _x = x;
        _gradient = gradient;
        _parts = parts;
        _threads = threads;
    }

    /// <summary>Computes the gradient.</summary>
    public static void Run(in WinogradGradientCut cut, float* x, float* gradient, float* result, in View workspace)
    {
        float* parts = cut.Groups == 1 ? result : (float*)workspace.Address;
        WinogradKernelGradient<L, V> work = new(cut, x, gradient, parts, (float*)(workspace.Address + (nint)cut.PartsBytes));
        WorkerPool.Run(ref work, cut.Groups * cut.ChannelBlocks, cut.Workers(workspace.Count));
        if (cut.Groups > 1) PartialSums<L, float, V>.Add(parts, cut.Groups, cut.PartSize, result, 1, (int)cut.PartSize, cut.PartSize, false);
    }

    public readonly void Run(int chunk, int worker)
    {
        int group = chunk / _cut.ChannelBlocks, channel = chunk % _cut.ChannelBlocks * _cut.ChannelBlock;
        int channels = Math.Min(_cut.ChannelBlock, _g.OutChannels - channel), end = Math.Min((group + 1) * _cut.GroupRows, _cut.AllRows);
        float* inputs = _threads + worker * _cut.ThreadSize, outputs = inputs + Points * _cut.InputPlane, kernel = outputs + Points * _cut.OutputPlane,
            scratch = kernel + Points * _cut.KernelPlane;
        bool accumulate = false;
        for (int row = group * _cut.GroupRows, rows; row < end; row += rows)
        {
            rows = Math.Min(_cut.BlockRows, end - row);
            for (int column = 0, columns; column < _cut.TileColumns; column += columns)
            {
                columns = Math.Min(_cut.BlockColumns, _cut.TileColumns - column);
                Transform(row, rows, column, columns, channel, channels, inputs, outputs, scratch);
                Multiply(rows * columns, channels, inputs, outputs, kernel, accumulate);
                accumulate = true;
            }
        }
        float* part = _parts + group * _cut.PartSize + channel;
        for (int i = 0; i < _g.InChannels; i++)
            WinogradTiles<L, V>.KernelGradient(kernel + (nint)i * channels, _cut.KernelPlane, channels, part + (nint)i * _g.OutChannels,
                (nint)_g.InChannels * _g.OutChannels, scratch);
    }

    /// <summary>A block's inputs and its outputs' gradients to their points.</summary>
    private readonly void Transform(
        int first, int rows, int column, int columns, int channel, int channels, float* inputs, float* outputs, float* scratch)
    {
        nint xSize = (nint)_g.Height * _g.Width * _g.InChannels, gradientSize = (nint)_g.OutHeight * _g.OutWidth * _g.OutChannels;
        for (int row = first; row < first + rows; row++, inputs += (nint)columns * _g.InChannels, outputs += (nint)columns * channels)
        {
            int image = row / _cut.TileRows, top = row % _cut.TileRows * Outputs, left = column * Outputs;
            WinogradTiles<L, V>.Input(_x + image * xSize, _g.Height, _g.Width, _g.InChannels, top - _g.PadTop, left - _g.PadLeft, columns, inputs,
                _cut.InputPlane, scratch);
            WinogradTiles<L, V>.Gradient(_gradient + image * gradientSize + channel, _g.OutHeight, _g.OutWidth, _g.OutChannels, channels, top, left, columns,
                outputs, _cut.OutputPlane, scratch);
        }
    }

    /// <summary>At every point: input channels by tiles times tiles by output channels.</summary>
    private readonly void Multiply(int tiles, int channels, float* inputs, float* outputs, float* kernel, bool accumulate)
    {
        Tile<float> tile = new()
        {
            ARow = 1, AGroup = 8, AStep = _g.InChannels, Segments = 1, Depth = tiles, BStep = channels, BNext = L.Count,
            CRow = channels, CGroup = 8 * (nint)channels, CNext = L.Count, LastLanes = L.Count, Accumulate = accumulate,
        };
        for (int point = 0; point < Points; point++, inputs += _cut.InputPlane, outputs += _cut.OutputPlane, kernel += _cut.KernelPlane)
            for (int channel = 0; channel < channels; channel += 2 * L.Count)
            {
                bool wide = channels - channel > L.Count;
                tile.B = outputs + channel;
                for (int row = 0, rows; row < _g.InChannels; row += rows)
                {
                    tile.A = inputs + row;
                    tile.C = kernel + (nint)row * channels + channel;
                    if (wide) WideTiles<L, float, V>.Run(rows = MatrixBlock<L, float, V>.WideRows(_g.InChannels - row), &tile);
                    else NarrowTiles<L, float, V>.Run(rows = MatrixBlock<L, float, V>.NarrowRows(_g.InChannels - row), &tile);
                }
            }
    }
}
