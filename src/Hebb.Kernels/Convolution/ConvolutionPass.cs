namespace Hebb.Kernels;

/// <summary>A pass from a source image to a destination image: forward, or backward to the input's gradient. Both are matrix products that never see their left matrix.</summary>
/// <remarks>
/// In plain loops, forward:
/// <code>
/// for (each image, output row, output column) for (o &lt; out)
///     y[.., o] = sum over (kh, kw, i) of x[.., row * stride + kh * dilation - pad, column * stride + kw * dilation - pad, i] * kernel[kh, kw, i, o];
/// </code>
/// A row of the left matrix is the window around one pixel; in memory it is a few contiguous stretches, one for each row of the kernel, and neighbouring pixels' windows lie a fixed distance apart. That is
/// all that a register tile asks for, so nothing is unfolded; only a band of rows with its zero padding is copied, where there is padding.
/// Backward with stride s, the destination's pixels fall into s x s phases; each phase is such a pass of stride 1 with the kernel positions that can reach it, turned around.
/// </remarks>
internal unsafe struct ConvolutionPass<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>One phase of the destination.</summary>
    private struct Phase
    {
        public int Rows, Columns;
        public nint First;
        public int Segments, Depth;
        public nint* Segment;
        public T* Kernel;
    }

    private readonly ConvolutionGeometry _g;
    private readonly PassCut _cut;
    private readonly T* _source;
    private readonly T* _destination;
    private readonly Phase* _phases;
    private readonly T* _bands;

    /// <summary>Runs the pass.</summary>
    public static void Run(in PassCut cut, T* source, T* kernel, T* destination, in View workspace)
    {
        ConvolutionPass<L, T, V> pass = new(cut, source, kernel, destination, workspace);
        WorkerPool.Run(ref pass, cut.Chunks, cut.Workers(workspace.Count, sizeof(T)));
    }

    private ConvolutionPass(in PassCut cut, T* source, T* kernel, T* destination, in View workspace)
    {
        _g = cut.Geometry;
        _cut = cut;
        _source = source;
        _destination = destination;
        byte* memory = (byte*)workspace.Address;
        _phases = (Phase*)memory;
        nint* segment = (nint*)(memory + cut.PhasesBytes);
        T* packed = (T*)(memory + cut.TablesBytes);
        _bands = (T*)(memory + cut.TablesBytes + cut.KernelBytes(sizeof(T)));
        for (int index = 0; index < cut.PhaseCount; index++)
        {
            (Taps rows, Taps columns) = cut.TapsOf(index);
            bool contiguous = columns.OffsetStep == 1 || columns.Count == 1;
            Phase phase = new()
            {
                Rows = cut.PhaseRows(index),
                Columns = cut.PhaseColumns(index),
                First = cut.PhaseFirst(index),
                Segments = rows.Count * (contiguous ? Math.Min(columns.Count, 1) : columns.Count),
                Depth = (contiguous ? columns.Count : 1) * cut.SourceChannels,
                Segment = segment,
                Kernel = packed,
            };
            _phases[index] = phase;
            for (int i = 0; i < rows.Count; i++)
                for (int j = 0; j < columns.Count; j += contiguous ? columns.Count : 1)
                    *segment++ = ((nint)(rows[i].Offset - cut.Top) * cut.BandColumns + columns[j].Offset - cut.Left) * cut.SourceChannels;
            packed += Pack(kernel, rows, columns, packed);
        }
    }

    /// <summary>Copies the kernel into panels: for each group of destination channels, its numbers in the order of the chain of sums.</summary>
    private readonly nint Pack(T* kernel, Taps rows, Taps columns, T* to)
    {
        int channels = _cut.DestinationChannels, depth = _cut.SourceChannels;
        nint all = (nint)rows.Count * columns.Count * depth, size = 0;
        for (int first = 0, width; first < channels; first += width)
        {
            width = PanelWidth(channels - first);
            int used = Math.Min(width, channels - first);
            for (int i = 0; i < rows.Count; i++)
                for (int j = 0; j < columns.Count; j++)
                {
                    T* tap = kernel + ((nint)rows[i].Kernel * _g.KernelWidth + columns[j].Kernel) * _g.InChannels * _g.OutChannels;
                    if (_cut.Backward) Panels<L, T, V>.Pack(tap + (nint)first * _g.OutChannels, 1, _g.OutChannels, depth, used, width, to + size);
                    else Panels<L, T, V>.Pack(tap + first, _g.OutChannels, 1, depth, used, width, to + size);
                    size += (nint)depth * width;
                }
        }
        return all == 0 ? 0 : size;
    }

    private static int PanelWidth(int columns) => columns > L.Count ? 2 * L.Count : L.Count;

    public readonly void Run(int chunk, int worker)
    {
        int group = chunk / _cut.Bands, band = chunk % _cut.Bands, first = band * _cut.BandRows, end = Math.Min(first + _cut.BandRows, _cut.Rows);
        for (int image = group * _cut.ImagesPerChunk; image < Math.Min((group + 1) * _cut.ImagesPerChunk, _g.Batch); image++)
        {
            T* source = _source + image * _cut.SourceSize;
            int top = first * _cut.SourceStrideHeight + _cut.Top;
            if (_cut.Copies)
            {
                T* copy = _bands + worker * _cut.BandSize;
                ImageBand.Copy(source, _cut.SourceHeight, _cut.SourceWidth, _cut.SourceChannels, top, (end - first - 1) * _cut.SourceStrideHeight + _cut.BandOverlap, _cut.Left, _cut.BandColumns, copy);
                source = copy;
            }
            else source += ((nint)top * _cut.SourceWidth + _cut.Left) * _cut.SourceChannels;
            for (int index = 0; index < _cut.PhaseCount; index++)
                RunPhase(_phases[index], source, _destination + image * _cut.DestinationSize + _phases[index].First + first * _cut.DestinationRow, Math.Min(end, _phases[index].Rows) - first);
        }
    }

    /// <summary>Some rows of one phase: panels of channels outermost, so that a panel of the kernel stays in the first-level cache over all pixels.</summary>
    private readonly void RunPhase(in Phase phase, T* source, T* destination, int rows)
    {
        if (rows <= 0) return;
        int columns = phase.Columns, channels = _cut.DestinationChannels;
        nint pixel = (nint)_cut.SourceStrideWidth * _cut.SourceChannels, row = (nint)_cut.SourceStrideHeight * _cut.BandColumns * _cut.SourceChannels;
        Tile<T> tile = new()
        {
            ARow = pixel, AStep = 1, Segment = phase.Segment, Segments = phase.Segments, Depth = phase.Depth, B = phase.Kernel,
            CRow = (nint)_cut.DestinationStrideWidth * channels,
        };
        nint toRow = _cut.DestinationRow;
        if (row == columns * pixel && toRow == columns * tile.CRow) (columns, rows) = (columns * rows, 1);
        for (int channel = 0, width; channel < channels; channel += width, tile.B += (nint)phase.Segments * phase.Depth * width)
        {
            width = PanelWidth(channels - channel);
            bool wide = width > L.Count;
            tile.BStep = width;
            tile.LastLanes = Math.Min(width, channels - channel) - (width - L.Count);
            for (int r = 0; r < rows; r++)
            {
                T* a = source + r * row, c = destination + r * toRow + channel;
                if (!wide && columns == 8 && r + 1 < rows && L.ManyRegisters)
                {
                    tile.A = a;
                    tile.C = c;
                    (tile.AGroup, tile.CGroup) = (row, toRow);
                    NarrowTiles<L, T, V>.Run(16, &tile);
                    r++;
                    continue;
                }
                (tile.AGroup, tile.CGroup) = (8 * tile.ARow, 8 * tile.CRow);
                for (int column = 0, count; column < columns; column += count)
                {
                    tile.A = a + column * tile.ARow;
                    tile.C = c + column * tile.CRow;
                    if (wide) WideTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.WideRows(columns - column), &tile);
                    else NarrowTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.NarrowRows(columns - column), &tile);
                }
            }
        }
    }
}
