namespace Hebb.Kernels;

/// <summary>
/// How the kernel's gradient is cut: groups of images, each with a partial sum of its own, and within a group blocks of output channels; by shape alone.
/// </summary>
internal readonly struct KernelGradientCut
{
    /// <summary>The most partial sums there are, whatever the number of images and threads.</summary>
    private const int MostGroups = 16;

    /// <summary>A chunk that does more than this is cut further, by output channels.</summary>
    private const long LargestChunk = 1 << 24;

    private const int SmallestChannels = 32;

    /// <summary>About the output pixels whose gradients stay in the first-level cache while the whole kernel meets them.</summary>
    private const int TilePixels = 128;

    /// <summary>In lanes, the numbers of both factors' rows that tiles go through again and again: they stay in the first-level cache.</summary>
    private const int LaneBlock = 12 << 10;

    /// <summary>The numbers of a padded band of rows: small enough for the second-level cache.</summary>
    private const long LargestBand = 1 << 16;

    public KernelGradientCut(in ConvolutionGeometry g)
    {
        Geometry = g;
        Lanes = g.InLanes || g.Batch >= PassCut.LaneImages && PrefersLanes(g);
        int unit = Lanes ? PassCut.LaneImages : 1;
        ImagesPerGroup = Math.Max(1, (g.Batch + unit * MostGroups - 1) / (unit * MostGroups)) * unit;
        Groups = Math.Max(1, (g.Batch + ImagesPerGroup - 1) / ImagesPerGroup);
        ChannelBlock = g.OutChannels;
        while (!Lanes && ChannelBlock > SmallestChannels
            && (g.MultiplyAdds / Groups * ChannelBlock / g.OutChannels > LargestChunk || Groups * ChannelBlocks < MostGroups))
            ChannelBlock = (ChannelBlock / 2 + SmallestChannels - 1) / SmallestChannels * SmallestChannels;

        int right = (g.OutWidth - 1) * g.StrideWidth + (g.KernelWidth - 1) * g.DilationWidth - g.PadLeft;
        int bottom = (g.OutHeight - 1) * g.StrideHeight + (g.KernelHeight - 1) * g.DilationHeight - g.PadTop;
        Copies = g.PadTop > 0 || g.PadLeft > 0 || right >= g.Width || bottom >= g.Height;
        BandColumns = Copies ? right + g.PadLeft + 1 : g.Width;
        TileRows = Math.Clamp(TilePixels / g.OutWidth, 1, g.OutHeight);
        BandRows = g.OutHeight;
        if (Lanes)
        {
            int most = Math.Clamp(LaneBlock / ((g.OutChannels + g.StrideWidth * g.InChannels) * g.OutWidth * PassCut.LaneImages), 1, g.OutHeight);
            int blocks = (g.OutHeight + most - 1) / most;
            TileRows = BandRows = (g.OutHeight + blocks - 1) / blocks;
        }
        else if (Copies)
        {
            long rows = (LargestBand / ((long)BandColumns * g.InChannels) - Overlap) / g.StrideHeight + 1;
            BandRows = (int)Math.Clamp(rows / TileRows * TileRows, TileRows, Math.Max(TileRows, g.OutHeight));
        }
    }

    /// <summary>
    /// Whether it takes less time to turn images into lanes (about half a cycle for each number) than to compute with lanes that stand for no channel, with
    /// tiles of few rows, and with tiles one vector wide on short rows of pixels.
    /// </summary>
    private static bool PrefersLanes(in ConvolutionGeometry g)
    {
        double sums = (double)g.MultiplyAdds / g.Batch / 24, idle = (g.OutChannels + 15) / 16 * 16.0 / g.OutChannels, run = g.KernelWidth * g.InChannels,
            few = run < 8 ? 8 / run : 1, narrow = g.OutChannels <= 16 ? 1.1 + 0.8 / g.OutWidth : 1;
        return sums + TurningOf(g) < sums * idle * few * narrow;
    }

    private static double TurningOf(in ConvolutionGeometry g) =>
        ((double)g.Height * g.Width * g.InChannels + (double)g.OutHeight * g.OutWidth * g.OutChannels) * PassCut.Turning;

    /// <summary>About how many cycles an image takes less where images lie in lanes; null where the sums would be in another order.</summary>
    public double? SavedInLanes() => Lanes ? TurningOf(Geometry) : null;

    public ConvolutionGeometry Geometry { get; }

    /// <summary>The groups of images: the number of partial sums.</summary>
    public int Groups { get; }

    public int ImagesPerGroup { get; }

    /// <summary>The output channels of a chunk.</summary>
    public int ChannelBlock { get; }

    public int ChannelBlocks => (Geometry.OutChannels + ChannelBlock - 1) / ChannelBlock;

    /// <summary>Whether a vector holds the same number of a group of images, because there are too few channels; they are turned unless they lie so
    /// already.</summary>
    public bool Lanes { get; }

    /// <summary>Whether bands of x are copied, because windows reach over its edges.</summary>
    public bool Copies { get; }

    /// <summary>The pixels in a row of a band of x.</summary>
    public int BandColumns { get; }

    /// <summary>The output rows whose windows a band of x covers.</summary>
    public int BandRows { get; }

    /// <summary>The output rows that a tile sums over at once.</summary>
    public int TileRows { get; }

    private int Overlap => (Geometry.KernelHeight - 1) * Geometry.DilationHeight + 1;

    /// <summary>The rows of x that so many output rows see.</summary>
    public int RowsSeen(int outputRows) => (outputRows - 1) * Geometry.StrideHeight + Overlap;

    /// <summary>The numbers of a partial sum.</summary>
    public nint PartSize => (nint)Geometry.KernelSize * Geometry.OutChannels * (Lanes ? PassCut.LaneImages : 1);

    /// <summary>The numbers of a copied band of x.</summary>
    public nint BandSize => Lanes && (Copies || !Geometry.InLanes) ? (nint)RowsSeen(BandRows) * BandColumns * Geometry.InChannels * PassCut.LaneImages
        : Copies && !Lanes ? ((nint)RowsSeen(Math.Min(BandRows, Geometry.OutHeight)) * BandColumns * Geometry.InChannels + 15) / 16 * 16
        : 0;

    /// <summary>The numbers of a copied piece of the result's gradient: where its channels are not whole vectors, or in lanes.</summary>
    public nint PanelSize => Geometry.InLanes ? 0 : (nint)TileRows * Geometry.OutWidth * (Lanes ? Geometry.OutChannels * PassCut.LaneImages : 32);

    public long PartsBytes(int elementSize) => ((Groups + (Lanes ? 1 : 0)) * PartSize * elementSize + 63) / 64 * 64;

    public long WorkspaceBytes(int threads, int elementSize) => PartsBytes(elementSize) + threads * (BandSize + PanelSize) * elementSize;

    /// <summary>For how many threads there is memory in a workspace of this size.</summary>
    public int Workers(long workspaceBytes, int elementSize) =>
        BandSize + PanelSize == 0 ? WorkerPool.MaxThreads
            : (int)Math.Clamp((workspaceBytes - PartsBytes(elementSize)) / ((long)(BandSize + PanelSize) * elementSize), 1, WorkerPool.MaxThreads);
}
