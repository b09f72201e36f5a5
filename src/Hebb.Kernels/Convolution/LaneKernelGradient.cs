namespace Hebb.Kernels;

/// <summary>
/// The gradient of a convolution's kernel where channels are too few to fill a vector: a vector holds the same number of as many images as it has lanes.
/// </summary>
/// <remarks>
/// In plain loops: <c>for (each image) sum[image % 16, kh, kw, i, o] += x[..] * dy[..]</c> as in <see cref="KernelGradientWork{L, T, V}"/>, and at the end the
/// 16 sums are added in a tree. Narrower
/// vectors go through the 16 places in several turns, so the bits are the same in every width.
/// </remarks>
internal unsafe struct LaneKernelGradient<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    private const int Places = PassCut.LaneImages;

    private readonly ConvolutionGeometry _g;
    private readonly KernelGradientCut _cut;
    private readonly T* _x;
    private readonly T* _gradient;
    private readonly T* _parts;
    private readonly T* _scratch;

    private LaneKernelGradient(in KernelGradientCut cut, T* x, T* gradient, T* parts, T* scratch)
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
        T* parts = (T*)workspace.Address;
        LaneKernelGradient<L, T, V> work = new(cut, x, gradient, parts, (T*)(workspace.Address + (nint)cut.PartsBytes(sizeof(T))));
        WorkerPool.Run(ref work, cut.Groups, cut.Workers(workspace.Count, sizeof(T)));
        int size = (int)(cut.PartSize / Places);
        PartialSums<L, T, V>.Add(parts, cut.Groups, cut.PartSize, parts, 1, (int)cut.PartSize, cut.PartSize, false);
        T* places = parts + cut.Groups * cut.PartSize;
        Panels<L, T, V>.Transpose(parts, 1, Places, Places, size, size, places);
        PartialSums<L, T, V>.Add(places, Places, size, result, 1, size, size, false);
    }

    public readonly void Run(int chunk, int worker)
    {
        T* band = _scratch + worker * (_cut.BandSize + _cut.PanelSize), part = _parts + chunk * _cut.PartSize;
        new Span<T>(part, (int)_cut.PartSize).Clear();
        int endImage = Math.Min((chunk + 1) * _cut.ImagesPerGroup, _g.Batch), step = _g.InLanes ? Places : L.Count;
        for (int image = chunk * _cut.ImagesPerGroup; image < endImage; image += step)
        {
            T* x = _x + (nint)image * _g.Height * _g.Width * _g.InChannels, gradient = _gradient + (nint)image * _g.OutHeight * _g.OutWidth * _g.OutChannels;
            for (int first = 0; first < _g.OutHeight; first += _cut.BandRows)
            {
                int rows = Math.Min(_cut.BandRows, _g.OutHeight - first);
                if (_g.InLanes) RunInLanes(x, gradient, first, rows, band, part);
                else RunTurned(x, gradient, Math.Min(step, endImage - image), first, rows, band, part + image % Places);
            }
        }
    }

    /// <summary>Some rows of as many images as a vector has lanes, which are turned first.</summary>
    private readonly void RunTurned(T* fromX, T* fromGradient, int images, int first, int rows, T* x, T* part)
    {
        T* gradient = x + _cut.BandSize;
        int top = first * _g.StrideHeight - _g.PadTop, seen = _cut.RowsSeen(rows);
        ImageBand.CopyToLanes<L, T, V>(fromX, images, _g.Height, _g.Width, _g.InChannels, top, seen, -_g.PadLeft, _cut.BandColumns, x);
        ImageBand.CopyToLanes<L, T, V>(fromGradient, images, _g.OutHeight, _g.OutWidth, _g.OutChannels, first, rows, 0, _g.OutWidth, gradient);
        RunRows(x, gradient, L.Count, rows, part);
    }

    /// <summary>Some rows of 16 images that lie in lanes; narrow vectors go through them in turns.</summary>
    private readonly void RunInLanes(T* x, T* gradient, int first, int rows, T* band, T* part)
    {
        int channels = _g.InChannels * Places, top = first * _g.StrideHeight - _g.PadTop;
        if (_cut.Copies)
        {
            ImageBand.Copy(x, _g.Height, _g.Width, channels, top, _cut.RowsSeen(rows), -_g.PadLeft, _cut.BandColumns, band);
            x = band;
        }
        else x += (nint)top * _g.Width * channels;
        gradient += (nint)first * _g.OutWidth * _g.OutChannels * Places;
        for (int place = 0; place < Places; place += L.Count) RunRows(x + place, gradient + place, Places, rows, part + place);
    }

    /// <summary>Adds the products of some rows, whose numbers are so far apart.</summary>
    private readonly void RunRows(T* x, T* gradient, int number, int rows, T* part)
    {
        nint row = (nint)_cut.BandColumns * _g.InChannels * number;
        LaneTile<T> tile = new()
        {
            XRow = _g.StrideHeight * row, XStep = (nint)_g.StrideWidth * _g.InChannels * number,
            GRow = (nint)_g.OutWidth * _g.OutChannels * number, GStep = (nint)_g.OutChannels * number, Number = number,
            Rows = rows, Pixels = _g.OutWidth, CRow = (nint)_g.OutChannels * Places, CColumn = Places,
        };
        int runs = _g.DilationWidth == 1 ? 1 : _g.KernelWidth, length = _g.DilationWidth == 1 ? _g.KernelWidth * _g.InChannels : _g.InChannels;
        for (int kernelRow = 0; kernelRow < _g.KernelHeight; kernelRow++)
            for (int run = 0; run < runs; run++)
            {
                T* a = x + kernelRow * _g.DilationHeight * row + (nint)run * _g.DilationWidth * _g.InChannels * number;
                T* c = part + ((nint)kernelRow * _g.KernelWidth * _g.InChannels + (nint)run * length) * tile.CRow;
                for (int i = 0, high; i < length; i += high)
                {
                    high = LaneTiles<L, T, V>.Rows(length - i);
                    for (int channel = 0, wide; channel < _g.OutChannels; channel += wide)
                    {
                        wide = LaneTiles<L, T, V>.Columns(_g.OutChannels - channel);
                        tile.X = a + i * number;
                        tile.G = gradient + channel * number;
                        tile.C = c + i * tile.CRow + channel * Places;
                        LaneTiles<L, T, V>.Run(high, wide, &tile);
                    }
                }
            }
    }
}
