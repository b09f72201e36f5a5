namespace Hebb.Kernels;

/// <summary>
/// How the kernel's gradient is cut with Winograd's algorithm: groups of rows of tiles (numbered through the whole batch), each with a partial sum of its own,
/// and within a group blocks of output channels; by shape alone.
/// </summary>
internal readonly struct WinogradGradientCut
{
    /// <summary>The most partial sums there are, whatever the number of tiles and threads.</summary>
    private const int MostGroups = 16;

    /// <summary>As many partial sums as there should be, for threads to share, where that leaves each tiles enough.</summary>
    private const int WantedGroups = 8;

    /// <summary>
    /// About how many tiles a block has, the depth of its products: few make for products that mostly load and store their sums, many leave the caches.
    /// </summary>
    private const int FewestTiles = 32, MostTiles = 96;

    /// <summary>The most numbers of the kernel's gradient at one point, and of tiles at one point.</summary>
    private const int LargestKernel = 128 * 128;

    private const int Points = 36;

    public WinogradGradientCut(in ConvolutionGeometry g)
    {
        Geometry = g;
        (TileRows, TileColumns) = ((g.OutHeight + 3) / 4, (g.OutWidth + 3) / 4);
        AllRows = g.Batch * TileRows;
        ChannelBlock = Math.Min(g.OutChannels, Math.Max(32, LargestKernel / g.InChannels / 32 * 32));
        long tiles = (long)AllRows * TileColumns;
        int most = Math.Clamp(LargestKernel / Math.Max(g.InChannels, ChannelBlock), FewestTiles, MostTiles);
        int block = (int)Math.Clamp(tiles / WantedGroups, FewestTiles, most);
        int pieces = (TileColumns + block - 1) / block;
        BlockColumns = (TileColumns + pieces - 1) / pieces;
        BlockRows = Math.Max(1, block / TileColumns);
        GroupRows = Math.Max(Math.Min(BlockRows, AllRows), (AllRows + MostGroups - 1) / MostGroups);
        pieces = (GroupRows + BlockRows - 1) / BlockRows;
        BlockRows = (GroupRows + pieces - 1) / pieces;
    }

    public ConvolutionGeometry Geometry { get; }

    /// <summary>The rows of tiles of an image.</summary>
    public int TileRows { get; }

    /// <summary>The tiles in such a row.</summary>
    public int TileColumns { get; }

    /// <summary>The rows of tiles of all images.</summary>
    public int AllRows { get; }

    /// <summary>The rows of tiles whose gradients are one chain of sums.</summary>
    public int GroupRows { get; }

    /// <summary>The rows of tiles whose points are in memory at once.</summary>
    public int BlockRows { get; }

    /// <summary>The columns of tiles whose points are in memory at once.</summary>
    public int BlockColumns { get; }

    /// <summary>The output channels of a chunk.</summary>
    public int ChannelBlock { get; }

    public int ChannelBlocks => (Geometry.OutChannels + ChannelBlock - 1) / ChannelBlock;

    /// <summary>The number of partial sums.</summary>
    public int Groups => (AllRows + GroupRows - 1) / GroupRows;

    /// <summary>The floats from a point of a block's inputs to the next: an odd number of cache lines.</summary>
    public nint InputPlane => (nint)BlockRows * BlockColumns * Geometry.InChannels + 16;

    /// <summary>The same of the outputs' gradients.</summary>
    public nint OutputPlane => (nint)BlockRows * BlockColumns * ChannelBlock + 16;

    /// <summary>The same of the kernel's gradients.</summary>
    public nint KernelPlane => (nint)Geometry.InChannels * ChannelBlock + 16;

    /// <summary>The floats of a thread's memory: all these points, and the strip of their tiles.</summary>
    public nint ThreadSize => Points * (InputPlane + OutputPlane + KernelPlane) + WinogradTiles<Vectors1<float>, float>.ScratchSize;

    /// <summary>The floats of a partial sum.</summary>
    public nint PartSize => (nint)Geometry.KernelSize * Geometry.OutChannels;

    public long PartsBytes => Groups * (long)PartSize * sizeof(float);

    /// <summary>The workspace: the partial sums, and memory for each thread.</summary>
    public long WorkspaceBytes(int threads) => PartsBytes + threads * (long)ThreadSize * sizeof(float);

    /// <summary>For how many threads there is memory in a workspace of this size.</summary>
    public int Workers(long workspaceBytes) => (int)Math.Clamp((workspaceBytes - PartsBytes) / ((long)ThreadSize * sizeof(float)), 1, WorkerPool.MaxThreads);
}
