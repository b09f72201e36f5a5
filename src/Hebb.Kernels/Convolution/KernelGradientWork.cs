namespace Hebb.Kernels;

/// <summary>The gradient of a convolution's kernel: a matrix product whose depth runs over all output pixels of all images.</summary>
/// <remarks>
/// In plain loops: <c>dk[kh, kw, i, o] = sum over images, rows, columns of x[.., row * stride + kh * dilation - pad, column * stride + kw * dilation - pad, i]
/// * dy[.., row, column, o]</c>.
/// For one row of the kernel, (kw, i) are neighbours in x, so they are the rows of a tile; o are its columns; the segments of its depth are rows of the image.
/// Each group of images has its own sum.
/// </remarks>
internal unsafe struct KernelGradientWork<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    private readonly ConvolutionGeometry _g;
    private readonly KernelGradientCut _cut;
    private readonly T* _x;
    private readonly T* _gradient;
    private readonly T* _parts;
    private readonly T* _scratch;

    private KernelGradientWork(in KernelGradientCut cut, T* x, T* gradient, T* parts, T* scratch)
    {
        _g = cut.Geometry;
        _cut = cut;
        _x = x;
        _gradient = gradient;
        _parts = parts;
        _scratch = scratch;
    }

    /// <summary>Computes the gradient.</summary>
    public static void Run(in KernelGradientCut cut, T* x, T* gradient, T* result, in View workspace)
    {
        T* parts = cut.Groups == 1 ? result : (T*)workspace.Address;
        KernelGradientWork<L, T, V> work = new(cut, x, gradient, parts, (T*)(workspace.Address + (nint)cut.PartsBytes(sizeof(T))));
        WorkerPool.Run(ref work, cut.Groups * cut.ChannelBlocks, cut.Workers(workspace.Count, sizeof(T)));
        if (cut.Groups > 1) PartialSums<L, T, V>.Add(parts, cut.Groups, cut.PartSize, result, 1, (int)cut.PartSize, cut.PartSize, false);
    }

    public readonly void Run(int chunk, int worker)
    {
        int group = chunk / _cut.ChannelBlocks, firstChannel = chunk % _cut.ChannelBlocks * _cut.ChannelBlock;
        int endChannel = Math.Min(firstChannel + _cut.ChannelBlock, _g.OutChannels);
        T* band = _scratch + worker * (_cut.BandSize + _cut.PanelSize), panel = band + _cut.BandSize, part = _parts + group * _cut.PartSize;
        bool accumulate = false;
        for (int image = group * _cut.ImagesPerGroup; image < Math.Min((group + 1) * _cut.ImagesPerGroup, _g.Batch); image++)
        {
            T* x = _x + (nint)image * _g.Height * _g.Width * _g.InChannels, gradient = _gradient + (nint)image * _g.OutHeight * _g.OutWidth * _g.OutChannels;
            for (int first = 0; first < _g.OutHeight; first += _cut.BandRows)
            {
                int end = Math.Min(first + _cut.BandRows, _g.OutHeight), top = first * _g.StrideHeight - _g.PadTop;
                T* rows = x + (nint)top * _g.Width * _g.InChannels;
                if (_cut.Copies)
                {
                    rows = band;
                    ImageBand.Copy(x, _g.Height, _g.Width, _g.InChannels, top, _cut.RowsSeen(end - first), -_g.PadLeft, _cut.BandColumns, band);
                }
                for (int row = first; row < end; row += _cut.TileRows)
                {
                    T* seen = rows + (nint)(row - first) * _g.StrideHeight * _cut.BandColumns * _g.InChannels,
                        at = gradient + (nint)row * _g.OutWidth * _g.OutChannels;
                    RunRows(seen, at, Math.Min(_cut.TileRows, end - row), firstChannel, endChannel, panel, part, accumulate);
                    accumulate = true;
                }
            }
        }
    }

    /// <summary>Adds the products of some output rows: for each panel of output channels, every row of the kernel.</summary>
    private readonly void RunRows(T* x, T* gradient, int outputRows, int firstChannel, int endChannel, T* panel, T* part, bool accumulate)
    {
        nint row = (nint)_cut.BandColumns * _g.InChannels;
        nint* segment = stackalloc nint[outputRows];
        for (int i = 0; i < outputRows; i++) segment[i] = i * _g.StrideHeight * row;
        int channels = _g.OutChannels, pixels = outputRows * _g.OutWidth;
        Tile<T> tile = new()
        {
            AStep = (nint)_g.StrideWidth * _g.InChannels, ASegment = segment, BNext = L.Count, CNext = L.Count, Segments = outputRows,
            Depth = _g.OutWidth, Accumulate = accumulate,
        };
        // Where the kernel's columns lie side by side in x, they and the channels are one run of rows; dilated, each column is a run of its own.
        int runs = _g.DilationWidth == 1 ? 1 : _g.KernelWidth, length = _g.DilationWidth == 1 ? _g.KernelWidth * _g.InChannels : _g.InChannels;
        for (int channel = firstChannel, width; channel < endChannel; channel += width)
        {
            width = endChannel - channel > L.Count ? 2 * L.Count : L.Count;
            bool wide = width > L.Count;
            int used = Math.Min(width, endChannel - channel);
            tile.B = gradient + channel;
            tile.BStep = channels;
            if (used < width)
            {
                Panels<L, T, V>.Pack(tile.B, channels, 1, pixels, used, width, panel);
                tile.B = panel;
                tile.BStep = width;
            }
            tile.LastLanes = used - (width - L.Count);
            // The few rows that are left of each run beyond whole tiles are taken across the rows of the kernel.
            int left = length % 8 < 4 && runs == 1 && _g.KernelHeight > 1 ? length % 8 : 0;
            nint toRow = (nint)_g.KernelWidth * _g.InChannels * channels;
            for (int kernelRow = 0; kernelRow < _g.KernelHeight; kernelRow++)
                for (int run = 0; run < runs; run++)
                {
                    T* a = x + kernelRow * _g.DilationHeight * row + (nint)run * _g.DilationWidth * _g.InChannels;
                    T* c = part + kernelRow * toRow + (nint)run * length * channels + channel;
                    RunTiles(tile, wide, a, 1, c, channels, length - left);
                }
            for (int i = length - left; i < length; i++)
                RunTiles(tile, wide, x + i, _g.DilationHeight * row, part + (nint)i * channels + channel, toRow, _g.KernelHeight);
        }
    }

    private static void RunTiles(in Tile<T> like, bool wide, T* a, nint aRow, T* c, nint cRow, int rows)
    {
        Tile<T> tile = like;
        (tile.ARow, tile.AGroup, tile.CRow, tile.CGroup) = (aRow, 8 * aRow, cRow, 8 * cRow);
        for (int i = 0, count; i < rows; i += count)
        {
            tile.A = a + i * aRow;
            tile.C = c + i * cRow;
            if (wide) WideTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.WideRows(rows - i), &tile);
            else NarrowTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.NarrowRows(rows - i), &tile);
        }
    }
}
