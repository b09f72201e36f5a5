namespace Hebb.Kernels;

/// <summary>
/// A pass from a source image to a destination image: forward, or backward to the input's gradient. Both are matrix products that never see their left matrix.
/// </summary>
/// <remarks>
/// In plain loops, forward:
/// <code>
/// for (each image, output row, output column) for (o &lt; out)
///     y[.., o] = sum over (kh, kw, i) of x[.., row * stride + kh * dilation - pad, column * stride + kw * dilation - pad, i] * kernel[kh, kw, i, o];
/// </code>
/// A row of the left matrix is the window around one pixel; in memory it is a few contiguous stretches, one for each row of the kernel, and neighbouring
/// pixels' windows lie a fixed distance apart. That is
/// all that a register tile asks for, so nothing is unfolded; only a band of rows with its zero padding is copied, where there is padding.
/// Backward with stride s, the destination's pixels fall into s x s phases; each phase is such a pass of stride 1 with the kernel positions that can reach it,
/// turned around.
/// </remarks>
internal unsafe struct ConvolutionPass<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>One phase of the destination.</summary>
    private struct Phase
    {
        public int Rows, Columns;
        public nint First;
        public Taps Taps;
        public int SegmentsPerTap, Depth;
        public nint* Segment;
        public T* Kernel;
    }

    private readonly ConvolutionGeometry _g;
    private readonly PassCut _cut;
    private readonly T* _source;
    private readonly T* _destination;
    private readonly Phase* _phases;
    private readonly T* _bands;
    private readonly Epilogue? _epilogue;

    /// <summary>Runs the pass.</summary>
    public static void Run(in PassCut cut, T* source, T* kernel, T* destination, in View workspace, Epilogue? epilogue)
    {
        ConvolutionPass<L, T, V> pass = new(cut, source, kernel, destination, workspace, epilogue);
        WorkerPool.Run(ref pass, cut.Chunks, cut.Workers(workspace.Count, sizeof(T)));
    }

    private ConvolutionPass(in PassCut cut, T* source, T* kernel, T* destination, in View workspace, Epilogue? epilogue)
    {
        _epilogue = epilogue;
        _g = cut.Geometry;
        _cut = cut;
        _source = source;
        _destination = destination;
        byte* memory = (byte*)workspace.Address;
        _phases = (Phase*)memory;
        nint* segment = (nint*)(memory + cut.PhasesBytes);
        T* packed = (T*)(memory + cut.TablesBytes);
        _bands = (T*)(memory + cut.TablesBytes + cut.KernelBytes(sizeof(T)));
        int pixel = cut.SourceChannels * (cut.Lanes ? L.Count : 1);
        for (int index = 0; index < cut.PhaseCount; index++)
        {
            (Taps rows, Taps columns) = cut.TapsOf(index);
            bool contiguous = columns.OffsetStep == 1 || columns.Count == 1;
            Phase phase = new()
            {
                Rows = cut.PhaseRows(index),
                Columns = cut.PhaseColumns(index),
                First = cut.PhaseFirst(index),
                Taps = rows,
                SegmentsPerTap = contiguous ? Math.Min(columns.Count, 1) : columns.Count,
                Depth = (contiguous ? columns.Count : 1) * cut.SourceChannels,
                Segment = segment,
                Kernel = packed,
            };
            _phases[index] = phase;
            for (int i = 0; i < rows.Count; i++)
                for (int j = 0; j < columns.Count; j += contiguous ? columns.Count : 1)
                    *segment++ = ((nint)(rows[i].Offset - cut.Top) * cut.BandColumns + columns[j].Offset - cut.Left) * pixel;
            packed += Pack(kernel, rows, columns, packed);
        }
    }

    /// <summary>Copies the kernel into panels: for each group of destination channels, its numbers in the order of the chain of sums.</summary>
    private readonly nint Pack(T* kernel, Taps rows, Taps columns, T* to)
    {
        int channels = _cut.DestinationChannels, depth = _cut.SourceChannels;
        nint size = 0;
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
        return size;
    }

    private static int PanelWidth(int columns) => columns > L.Count ? 2 * L.Count : L.Count;

    public readonly void Run(int chunk, int worker)
    {
        int group = chunk / _cut.Bands, band = chunk % _cut.Bands, first = band * _cut.BandRows, end = Math.Min(first + _cut.BandRows, _cut.Rows);
        int image = group * _cut.ImagesPerChunk, endImage = Math.Min(image + _cut.ImagesPerChunk, _g.Batch), step = _cut.Lanes ? L.Count : 1;
        for (; image < endImage; image += step)
        {
            T* memory = _bands + worker * _cut.BandSize;
            if (_cut.Lanes) RunLanes(image, Math.Min(step, endImage - image), first, end, memory);
            else RunImage(image, first, end, memory);
        }
        if (_epilogue is not null) Finish(_epilogue, group * _cut.ImagesPerChunk, endImage, first, end);
    }

    /// <summary>What follows on the rows that a chunk has written: they are neighbours in memory where they are all rows of the images.</summary>
    private readonly void Finish(Epilogue epilogue, int image, int endImage, int first, int end)
    {
        int from = first * _cut.DestinationStrideHeight, to = Math.Min(end * _cut.DestinationStrideHeight, _cut.DestinationHeight);
        int together = _cut.Bands == 1 ? endImage - image : 1;
        for (; image < endImage; image += together)
        {
            long row = ((long)image * _cut.DestinationHeight + from) * _cut.DestinationWidth;
            epilogue.RunRows(_destination + row * _cut.DestinationChannels, row, (long)(together - 1) * _cut.DestinationHeight * _cut.DestinationWidth
                + (long)(to - from) * _cut.DestinationWidth);
        }
    }

    /// <summary>Some rows of one image: a tile's columns are channels.</summary>
    private readonly void RunImage(int image, int first, int end, T* memory)
    {
        T* source = _source + image * _cut.SourceSize, destination = _destination + image * _cut.DestinationSize + first * _cut.DestinationRow;
        int top = first * _cut.SourceStrideHeight + _cut.Top;
        if (_cut.Copies)
        {
            int rows = _cut.RowsSeen(end - first);
            ImageBand.Copy(source, _cut.SourceHeight, _cut.SourceWidth, _cut.SourceChannels, top, rows, _cut.Left, _cut.BandColumns, memory);
            source = memory;
        }
        else source += ((nint)top * _cut.SourceWidth + _cut.Left) * _cut.SourceChannels;
        for (int index = 0; index < _cut.PhaseCount; index++)
            RunPhase(_phases[index], source, destination + _phases[index].First, first, Math.Min(end, _phases[index].Rows));
    }

    /// <summary>Panels of channels are outermost, so that a panel of the kernel stays in the first-level cache over all pixels.</summary>
    private readonly void RunPhase(in Phase phase, T* source, T* destination, int first, int end)
    {
        int rows = end - first, columns = phase.Columns, channels = _cut.DestinationChannels;
        if (rows <= 0) return;
        nint pixel = (nint)_cut.SourceStrideWidth * _cut.SourceChannels, row = (nint)_cut.SourceStrideHeight * _cut.BandColumns * _cut.SourceChannels,
            toRow = _cut.DestinationRow;
        Tile<T> tile = new()
        {
            ARow = pixel, AStep = 1, Depth = phase.Depth, BNext = L.Count, CRow = (nint)_cut.DestinationStrideWidth * channels, CNext = L.Count,
        };
        if (row == columns * pixel && toRow == columns * tile.CRow && !_cut.Copies) (columns, rows) = (columns * rows, 1);
        T* kernel = phase.Kernel;
        for (int channel = 0, width; channel < channels; channel += width, kernel += (nint)phase.Taps.Count * phase.SegmentsPerTap * phase.Depth * width)
        {
            width = PanelWidth(channels - channel);
            bool wide = width > L.Count;
            tile.BStep = width;
            tile.LastLanes = Math.Min(width, channels - channel) - (width - L.Count);
            for (int r = 0, together; r < rows; r += together)
            {
                // Two rows of a narrow image fill a tall tile.
                together = !wide && columns == 8 && r + 1 < rows && L.ManyRegisters ? 2 : 1;
                tile.B = kernel + Clip(phase, first + r, together, ref tile.ASegment, ref tile.Segments) * phase.Depth * width;
                (tile.AGroup, tile.CGroup) = together == 2 ? (row, toRow) : (8 * tile.ARow, 8 * tile.CRow);
                for (int column = 0, count; column < columns * together; column += count)
                {
                    tile.A = source + r * row + column * tile.ARow;
                    tile.C = destination + r * toRow + channel + column * tile.CRow;
                    if (wide) WideTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.WideRows(columns - column), &tile);
                    else NarrowTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.NarrowRows(columns * together - column), &tile);
                }
            }
        }
    }

    /// <summary>
    /// The segments that meet the source for some destination rows, without those that see nothing but padding; gives the number left out before them.
    /// </summary>
    private readonly int Clip(in Phase phase, int row, int rows, ref nint* segment, ref int segments)
    {
        int first = 0, end = phase.Taps.Count, from = row * _cut.SourceStrideHeight, to = (row + rows - 1) * _cut.SourceStrideHeight;
        while (first < end && to + phase.Taps[first].Offset < 0) first++;
        while (end > first && from + phase.Taps[end - 1].Offset >= _cut.SourceHeight) end--;
        segment = phase.Segment + first * phase.SegmentsPerTap;
        segments = (end - first) * phase.SegmentsPerTap;
        return first * phase.SegmentsPerTap;
    }

    /// <summary>
    /// Some rows of as many images as a vector has lanes: a tile's columns are the images (of two neighbouring pixels), its rows the channels. The sums are the
    /// same, in the same order.
    /// </summary>
    private readonly void RunLanes(int image, int images, int first, int end, T* memory)
    {
        int channels = _cut.DestinationChannels, depth = _cut.SourceChannels;
        nint pixel = (nint)_cut.SourceStrideWidth * depth * L.Count, row = (nint)_cut.SourceStrideHeight * _cut.BandColumns * depth * L.Count;
        T* lanes = memory + _cut.LaneBand * L.Count;
        int top = first * _cut.SourceStrideHeight + _cut.Top, rows = _cut.RowsSeen(end - first);
        ImageBand.CopyToLanes<L, T, V>(_source + image * _cut.SourceSize, images, _cut.SourceHeight, _cut.SourceWidth, depth, top, rows, _cut.Left,
            _cut.BandColumns, memory);
        Phase phase = _phases[0];
        Tile<T> tile = new()
        {
            ARow = 1, AGroup = 8, Depth = phase.Depth, BStep = L.Count, BNext = pixel, CRow = L.Count, CGroup = 8 * L.Count, CNext = (nint)channels * L.Count,
            LastLanes = L.Count,
        };
        nint taps = (nint)phase.Taps.Count * phase.SegmentsPerTap * phase.Depth;
        for (int r = first; r < end; r++)
        {
            int skipped = Clip(phase, r, 1, ref tile.BSegment, ref tile.Segments);
            for (int column = 0, pixels; column < phase.Columns; column += pixels)
            {
                pixels = Math.Min(2, phase.Columns - column);
                tile.B = memory + (r - first) * row + column * pixel;
                for (int channel = 0, width; channel < channels; channel += width)
                {
                    width = PanelWidth(channels - channel);
                    tile.AStep = width;
                    T* kernel = phase.Kernel + channel * taps + (nint)skipped * phase.Depth * width;
                    int used = Math.Min(width, channels - channel);
                    for (int i = 0, count; i < used; i += count)
                    {
                        tile.A = kernel + i;
                        tile.C = lanes + ((nint)column * channels + channel + i) * L.Count;
                        if (pixels == 2) WideTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.WideRows(used - i), &tile);
                        else NarrowTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.NarrowRows(used - i), &tile);
                    }
                }
            }
            Panels<L, T, V>.Transpose(lanes, 1, L.Count, images, phase.Columns * channels, _cut.DestinationSize,
                _destination + image * _cut.DestinationSize + r * _cut.DestinationRow);
        }
    }
}
