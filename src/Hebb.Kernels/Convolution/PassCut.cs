namespace Hebb.Kernels;

/// <summary>
/// How a pass over images is cut into chunks and what it needs to know of source and destination: worked out from the shape alone, the same wherever it is
/// asked.
/// </summary>
internal readonly struct PassCut
{
    /// <summary>A chunk that does less than this is not worth handing out.</summary>
    private const long SmallestChunk = 1 << 18;

    /// <summary>A chunk that does more than this is cut further, by rows.</summary>
    private const long LargestChunk = 1 << 22;

    /// <summary>The numbers of a padded band of rows: small enough for the second-level cache.</summary>
    private const long LargestBand = 1 << 16;

    /// <summary>Where there are few images, chunks enough to keep some threads busy.</summary>
    private const int WantedChunks = 16;

    /// <summary>The numbers that a tile of images in lanes may see at once: as many as fit into the first-level cache.</summary>
    private const int LargestWindow = 12 << 10;

    /// <summary>About how many cycles it takes to turn a number, from channels last to lanes or back.</summary>
    public const double Turning = 0.5;

    private const int PhaseBytes = 128;

    /// <summary>The images that the lanes of a vector stand for, where channels are too few to fill one.</summary>
    public const int LaneImages = 16;

    private readonly int _bottom, _right;

    public PassCut(in ConvolutionGeometry g, bool backward)
    {
        Geometry = g;
        Backward = backward;
        (SourceHeight, SourceWidth, SourceChannels) = backward ? (g.OutHeight, g.OutWidth, g.OutChannels) : (g.Height, g.Width, g.InChannels);
        (DestinationHeight, DestinationWidth, DestinationChannels) = backward ? (g.Height, g.Width, g.InChannels) : (g.OutHeight, g.OutWidth, g.OutChannels);
        (SourceStrideHeight, SourceStrideWidth) = backward ? (1, 1) : (g.StrideHeight, g.StrideWidth);
        (DestinationStrideHeight, DestinationStrideWidth) = backward ? (g.StrideHeight, g.StrideWidth) : (1, 1);
        Top = Left = int.MaxValue;
        _bottom = _right = int.MinValue;
        for (int index = 0; index < PhaseCount; index++)
        {
            (Taps rows, Taps columns) = TapsOf(index);
            if (rows.Count > 0) (Top, _bottom) = (Math.Min(Top, rows.Offset), Math.Max(_bottom, rows.LastOffset));
            if (columns.Count > 0) (Left, _right) = (Math.Min(Left, columns.Offset), Math.Max(_right, columns.LastOffset));
        }
        int columnsAll = (DestinationWidth + DestinationStrideWidth - 1) / DestinationStrideWidth;
        int needed = (columnsAll - 1) * SourceStrideWidth + _right - Left + 1;
        Copies = Top < 0 || Left < 0 || (Rows - 1) * SourceStrideHeight + _bottom >= SourceHeight || Left + needed > SourceWidth;
        BandColumns = Copies ? needed : SourceWidth;

        Lanes = g.InLanes || PhaseCount == 1 && g.Batch >= LaneImages && PrefersLanes();
        long perImage = Math.Max(1, g.MultiplyAdds / Math.Max(1, g.Batch)) * (Lanes ? LaneImages : 1), perRow = Math.Max(1, perImage / Rows);
        long wanted = Math.Min(LargestChunk, Math.Max(SmallestChunk, g.MultiplyAdds / WantedChunks));
        BandRows = (int)Math.Clamp(wanted / perRow, 1, Rows);
        long row = (long)BandColumns * SourceChannels * (Lanes ? LaneImages : 1);
        if (Copies || Lanes && !g.InLanes) BandRows = (int)Math.Clamp((LargestBand / row - BandOverlap) / SourceStrideHeight + 1, 1, BandRows);
        Bands = (Rows + BandRows - 1) / BandRows;
        BandRows = (Rows + Bands - 1) / Bands;
        ImagesPerChunk = Lanes ? LaneImages : Bands > 1 ? 1 : (int)Math.Clamp(SmallestChunk / perImage, 1, Math.Max(1, g.Batch));
    }

    /// <summary>
    /// About how many cycles an image takes less where images lie in lanes; null where they cannot, because what neighbouring pixels see does not fit into the
    /// first-level cache. (A vector of 16 channels makes 27 sums in a cycle, one of 16 images 28.)
    /// </summary>
    public double? SavedInLanes()
    {
        ConvolutionGeometry g = Geometry;
        if (g.KernelHeight * (g.KernelWidth + 3) * SourceChannels * LaneImages > LargestWindow) return null;
        double sums = (double)g.MultiplyAdds / g.Batch;
        return Lanes ? (SourceSize + DestinationSize) * Turning : sums * ((DestinationChannels + 15) / 16 * 16.0 / DestinationChannels) / 27 - sums / 28;
    }

    /// <summary>
    /// Whether it takes less time to turn images into lanes and back (about half a cycle for each number) than to compute with lanes that stand for no channel.
    /// </summary>
    private bool PrefersLanes()
    {
        double sums = (double)Geometry.MultiplyAdds / Geometry.Batch, idle = (DestinationChannels + 15) / 16 * 16.0 / DestinationChannels;
        return idle >= 1.5 && sums / 28 + (SourceSize + DestinationSize) * Turning < sums * idle / 27;
    }

    public ConvolutionGeometry Geometry { get; }

    /// <summary>Whether the source is the result's gradient and the destination the input's.</summary>
    public bool Backward { get; }

    public int SourceHeight { get; }
    public int SourceWidth { get; }
    public int SourceChannels { get; }
    public int SourceStrideHeight { get; }
    public int SourceStrideWidth { get; }
    public int DestinationHeight { get; }
    public int DestinationWidth { get; }
    public int DestinationChannels { get; }
    public int DestinationStrideHeight { get; }
    public int DestinationStrideWidth { get; }

    /// <summary>The numbers of one image.</summary>
    public nint SourceSize => (nint)SourceHeight * SourceWidth * SourceChannels;

    /// <summary>The numbers of one image.</summary>
    public nint DestinationSize => (nint)DestinationHeight * DestinationWidth * DestinationChannels;

    /// <summary>From a destination row of a phase to its next.</summary>
    public nint DestinationRow => (nint)DestinationStrideHeight * DestinationWidth * DestinationChannels;

    /// <summary>The first source row and column that destination pixel (0, 0) of any phase sees; negative where there is padding.</summary>
    public int Top { get; }

    public int Left { get; }

    /// <summary>Whether bands of the source are copied, because the destination sees over its edges.</summary>
    public bool Copies { get; }

    /// <summary>Whether a vector holds the same number of a group of images, because there are too few channels; they are turned unless they lie so
    /// already.</summary>
    public bool Lanes { get; }

    /// <summary>The pixels in a row of a band.</summary>
    public int BandColumns { get; }

    /// <summary>The source rows that one destination row sees.</summary>
    private int BandOverlap => _bottom - Top + 1;

    /// <summary>The source rows that so many destination rows see.</summary>
    public int RowsSeen(int rows) => (rows - 1) * SourceStrideHeight + BandOverlap;

    /// <summary>The destination rows (of each phase) that are done together.</summary>
    public int BandRows { get; }

    public int Bands { get; }
    public int ImagesPerChunk { get; }

    /// <summary>The numbers of a thread's copied band, rounded up so that bands keep to their own cache lines.</summary>
    public nint BandSize => Geometry.InLanes ? Copies ? LaneBand * LaneImages : 0
        : Lanes ? (LaneBand + (nint)DestinationWidth * DestinationChannels) * LaneImages
        : Copies ? ((nint)RowsSeen(BandRows) * BandColumns * SourceChannels + 15) / 16 * 16
        : 0;

    /// <summary>The vectors of a band of the source in lanes; a row of the destination follows it where that is turned back.</summary>
    public nint LaneBand => (nint)RowsSeen(BandRows) * BandColumns * SourceChannels;

    public int Chunks => (Geometry.Batch + ImagesPerChunk - 1) / ImagesPerChunk * Bands;

    /// <summary>The rows of the largest phase.</summary>
    public int Rows => (DestinationHeight + DestinationStrideHeight - 1) / DestinationStrideHeight;

    public int PhaseCount => DestinationStrideHeight * DestinationStrideWidth;

    public int PhaseRows(int index) => (DestinationHeight - index / DestinationStrideWidth + DestinationStrideHeight - 1) / DestinationStrideHeight;

    public int PhaseColumns(int index) => (DestinationWidth - index % DestinationStrideWidth + DestinationStrideWidth - 1) / DestinationStrideWidth;

    /// <summary>Where the first pixel of a phase lies in a destination image.</summary>
    public nint PhaseFirst(int index) => ((nint)(index / DestinationStrideWidth) * DestinationWidth + index % DestinationStrideWidth) * DestinationChannels;

    /// <summary>The taps of a phase along its rows and columns.</summary>
    public (Taps Rows, Taps Columns) TapsOf(int index) => Backward
        ? (Taps.Backward(Geometry.KernelHeight, Geometry.DilationHeight, Geometry.PadTop, Geometry.StrideHeight, index / DestinationStrideWidth),
            Taps.Backward(Geometry.KernelWidth, Geometry.DilationWidth, Geometry.PadLeft, Geometry.StrideWidth, index % DestinationStrideWidth))
        : (Taps.Forward(Geometry.KernelHeight, Geometry.DilationHeight, Geometry.PadTop),
            Taps.Forward(Geometry.KernelWidth, Geometry.DilationWidth, Geometry.PadLeft));

    /// <summary>The workspace: phases, where their segments lie, the packed kernel, and a band for each thread.</summary>
    public long WorkspaceBytes(int threads, int elementSize) => TablesBytes + KernelBytes(elementSize) + threads * BandSize * elementSize;

    public long PhasesBytes => (long)PhaseCount * PhaseBytes;

    public long TablesBytes => PhasesBytes + ((long)Geometry.KernelHeight * Geometry.KernelWidth * sizeof(long) + 63) / 64 * 64;

    /// <summary>The packed kernel: its channels rounded up to whole vectors of any width.</summary>
    public long KernelBytes(int elementSize) =>
        (long)Geometry.KernelHeight * Geometry.KernelWidth * SourceChannels * ((DestinationChannels + 15) / 16 * 16) * elementSize;

    /// <summary>For how many threads there are bands in a workspace of this size.</summary>
    public int Workers(long workspaceBytes, int elementSize) =>
        BandSize > 0 ? (int)Math.Clamp((workspaceBytes - TablesBytes - KernelBytes(elementSize)) / ((long)BandSize * elementSize), 1, WorkerPool.MaxThreads)
            : WorkerPool.MaxThreads;
}
