using System.Runtime.CompilerServices;

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
        public Taps Taps, ColumnTaps;
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

    /// <summary>In lanes: from a number of a group of images to the next.</summary>
    private readonly int Lane => _g.InLanes ? PassCut.LaneImages : L.Count;

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
        int pixel = cut.SourceChannels * (cut.Lanes ? Lane : 1);
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
                ColumnTaps = columns,
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

    /// <summary>
    /// Copies the kernel into panels: for each group of destination channels, its numbers in the order of the chain of sums. In lanes no vector is made of
    /// them, and all channels are one panel.
    /// </summary>
    private readonly nint Pack(T* kernel, Taps rows, Taps columns, T* to)
    {
        int channels = _cut.DestinationChannels, depth = _cut.SourceChannels;
        nint size = 0;
        for (int first = 0, width; first < channels; first += width)
        {
            width = _cut.Lanes ? channels : PanelWidth(channels - first);
            int used = Math.Min(width, channels - first);
            for (int i = 0; i < rows.Count; i++)
                for (int j = 0; j < columns.Count; j++)
                {
                    T* tap = kernel + ((nint)rows[i].Kernel * _g.KernelWidth + columns[j].Kernel) * _g.InChannels * _g.OutChannels;
                    if (_cut.Lanes && _cut.Backward) Panels<L, T, V>.Transpose(tap, 1, _g.OutChannels, depth, width, width, to + size);
                    else if (_cut.Backward) Panels<L, T, V>.Pack(tap + (nint)first * _g.OutChannels, 1, _g.OutChannels, depth, used, width, to + size);
                    else if (_cut.Lanes) new ReadOnlySpan<T>(tap, depth * width).CopyTo(new(to + size, depth * width));
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
        int image = group * _cut.ImagesPerChunk, endImage = Math.Min(image + _cut.ImagesPerChunk, _g.Batch), step = _cut.Lanes ? Lane : 1;
        for (; image < endImage; image += step)
        {
            T* memory = _bands + worker * _cut.BandSize;
            if (_g.InLanes) RunInLanes(image, first, end, memory);
            else if (_cut.Lanes) RunLanes(image, Math.Min(step, endImage - image), first, end, memory);
            else RunImage(image, first, end, memory);
        }
        if (_epilogue is not null) Finish(_epilogue, group * _cut.ImagesPerChunk, endImage, first, end);
    }

    /// <summary>What follows on the rows that a chunk has written: they are neighbours in memory where they are all rows of the images.</summary>
    private readonly void Finish(Epilogue epilogue, int image, int endImage, int first, int end)
    {
        int channels = _cut.DestinationChannels;
        if (_g.InLanes) (image, endImage, channels) = (image / PassCut.LaneImages, endImage / PassCut.LaneImages, channels * PassCut.LaneImages);
        int from = first * _cut.DestinationStrideHeight, to = Math.Min(end * _cut.DestinationStrideHeight, _cut.DestinationHeight);
        int together = _cut.Bands == 1 ? endImage - image : 1;
        for (; image < endImage; image += together)
        {
            long row = ((long)image * _cut.DestinationHeight + from) * _cut.DestinationWidth;
            epilogue.RunRows(_destination + row * channels, row, (long)(together - 1) * _cut.DestinationHeight * _cut.DestinationWidth
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
        int top = first * _cut.SourceStrideHeight + _cut.Top, rows = _cut.RowsSeen(end - first), channels = _cut.DestinationChannels;
        nint row = (nint)_cut.SourceStrideHeight * _cut.BandColumns * _cut.SourceChannels * L.Count;
        T* lanes = memory + _cut.LaneBand * L.Count;
        ImageBand.CopyToLanes<L, T, V>(_source + image * _cut.SourceSize, images, _cut.SourceHeight, _cut.SourceWidth, _cut.SourceChannels, top, rows,
            _cut.Left, _cut.BandColumns, memory);
        for (int r = first; r < end; r++)
        {
            RunLaneRow(_phases[0], memory + (r - first) * row, r, lanes);
            Panels<L, T, V>.Transpose(lanes, 1, L.Count, images, _phases[0].Columns * channels, _cut.DestinationSize,
                _destination + image * _cut.DestinationSize + r * _cut.DestinationRow);
        }
    }

    /// <summary>The same where images lie in lanes: a group of them is an image with 16 times as many channels. Narrow vectors go through it in
    /// turns.</summary>
    private readonly void RunInLanes(int image, int first, int end, T* memory)
    {
        int top = first * _cut.SourceStrideHeight + _cut.Top, channels = _cut.SourceChannels * Lane;
        nint row = (nint)_cut.SourceStrideHeight * _cut.BandColumns * channels;
        T* source = _source + image * _cut.SourceSize, destination = _destination + image * _cut.DestinationSize;
        if (_cut.Copies)
        {
            ImageBand.Copy(source, _cut.SourceHeight, _cut.SourceWidth, channels, top, _cut.RowsSeen(end - first), _cut.Left, _cut.BandColumns, memory);
            source = memory;
        }
        else source += ((nint)top * _cut.SourceWidth + _cut.Left) * channels;
        for (int index = 0; index < _cut.PhaseCount; index++)
            for (int r = first; r < Math.Min(end, _phases[index].Rows); r++)
            {
                T* from = source + (r - first) * row, to = destination + (_phases[index].First + r * _cut.DestinationRow) * Lane;
                for (int lane = 0; lane < Lane; lane += L.Count) RunLaneRow(_phases[index], from + lane, r, to + lane);
            }
    }

    /// <summary>One row of a phase, in lanes. Where pixels see over the left or right edge, what all of a tile's pixels see there is left out.</summary>
    [SkipLocalsInit]
    private readonly void RunLaneRow(in Phase phase, T* source, int row, T* destination)
    {
        int channels = _cut.DestinationChannels, lane = Lane, segmentDepth = phase.Depth;
        Tile<T> tile = new()
        {
            ARow = 1, AGroup = 8, AStep = channels, BStep = lane, BNext = (nint)_cut.SourceStrideWidth * _cut.SourceChannels * lane, CRow = lane,
            CGroup = 8 * lane, CNext = (nint)_cut.DestinationStrideWidth * channels * lane, LastLanes = L.Count,
        };
        T* kernel = phase.Kernel + (nint)Clip(phase, row, 1, ref tile.BSegment, ref tile.Segments) * segmentDepth * channels;
        nint* segment = stackalloc nint[tile.Segments];
        for (int s = 0; s < tile.Segments; s++) segment[s] = (nint)s * segmentDepth * channels;
        tile.ASegment = segment;
        for (int column = 0, pixels; column < phase.Columns; column += pixels)
        {
            pixels = Math.Min(PixelTiles<L, T, V>.Pixels, phase.Columns - column);
            int skipped = ClipColumns(phase, column, pixels, out tile.Depth);
            if (pixels < PixelTiles<L, T, V>.Pixels || tile.Depth < segmentDepth || !L.ManyRegisters)
            {
                pixels = Math.Min(2, pixels);   // near an edge, the fewer pixels the more of what they see can be left out
                skipped = ClipColumns(phase, column, pixels, out tile.Depth);
            }
            tile.B = source + column * tile.BNext + (nint)skipped * lane;
            for (int i = 0, count; i < channels; i += count)
            {
                tile.A = kernel + skipped * channels + i;
                tile.C = destination + column * tile.CNext + i * lane;
                if (pixels > 2) PixelTiles<L, T, V>.Run(count = PixelTiles<L, T, V>.Channels(channels - i), &tile);
                else if (pixels == 2) WideTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.WideRows(channels - i), &tile);
                else NarrowTiles<L, T, V>.Run(count = MatrixBlock<L, T, V>.NarrowRows(channels - i), &tile);
            }
        }
    }

    /// <summary>The numbers of a segment that meet the source for some neighbouring pixels; gives the number left out before them.</summary>
    private readonly int ClipColumns(in Phase phase, int column, int pixels, out int depth)
    {
        Taps taps = phase.ColumnTaps;
        depth = phase.Depth;
        if (phase.SegmentsPerTap != 1 || depth != taps.Count * _cut.SourceChannels) return 0;
        int first = 0, end = taps.Count, from = column * _cut.SourceStrideWidth, to = (column + pixels - 1) * _cut.SourceStrideWidth;
        while (first < end && to + taps[first].Offset < 0) first++;
        while (end > first && from + taps[end - 1].Offset >= _cut.SourceWidth) end--;
        depth = (end - first) * _cut.SourceChannels;
        return first * _cut.SourceChannels;
    }
}
