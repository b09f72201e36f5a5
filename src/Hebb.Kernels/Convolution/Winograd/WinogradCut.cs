namespace Hebb.Kernels;

/// <summary>
/// Whether a convolution is computed with Winograd's algorithm, and how a pass over images is cut then: by the shape alone, the same wherever it is asked.
/// </summary>
/// <remarks>
/// The destination is covered with tiles of 4 x 4. A row of tiles is four rows of an image; rows of tiles are numbered through the whole batch, and a chunk is
/// some of them: what it writes lies in one piece. A chunk's tiles are one block, or, where the image is wide, several side by side: so many tiles that their
/// points stay in the second-level cache and yet a panel of the kernel serves many.
/// </remarks>
internal readonly struct WinogradCut
{
    /// <summary>The switch with which an application forbids this algorithm: see <see cref="AppContext"/>.</summary>
    private const string Switch = "Hebb.Convolution.Winograd";

    /// <summary>The channels in which vectors of any width come out even.</summary>
    private const int Lanes = 16;

    /// <summary>
    /// With fewer tiles, transforming the kernel takes longer than what is saved: so many at least, and for large kernels, whose points go through memory, one
    /// for so many pairs of an input and an output channel, up to a number.
    /// </summary>
    private const int FewestTiles = 4, PairsPerTile = 4096, FewestTilesOfLarge = 32;

    /// <summary>The points of a kernel with so many pairs of channels (4.7 MB) stay in no near cache: each should serve many tiles.</summary>
    private const int LargeKernel = 1 << 15;

    /// <summary>As many chunks as there should be nevertheless.</summary>
    private const int WantedChunks = 8;

    private static readonly bool s_allowed = !AppContext.TryGetSwitch(Switch, out bool allowed) || allowed;

    public WinogradCut(in ConvolutionGeometry g, bool backward)
    {
        Backward = backward;
        (SourceHeight, SourceWidth, SourceChannels) = backward ? (g.OutHeight, g.OutWidth, g.OutChannels) : (g.Height, g.Width, g.InChannels);
        (Height, Width, Channels) = backward ? (g.Height, g.Width, g.InChannels) : (g.OutHeight, g.OutWidth, g.OutChannels);
        (Top, Left) = backward ? (g.PadTop - 2, g.PadLeft - 2) : (-g.PadTop, -g.PadLeft);
        (TileRows, TileColumns) = ((Height + 3) / 4, (Width + 3) / 4);
        AllRows = g.Batch * TileRows;
        // Their points on both sides take some hundreds of kilobytes.
        int block = SourceChannels * (long)Channels < LargeKernel ? Math.Clamp(1024 / SourceChannels, 16, 64)
            : (int)Math.Clamp((long)AllRows * TileColumns / WantedChunks, 16, 64);
        int pieces = (TileColumns + block - 1) / block;
        BlockColumns = (TileColumns + pieces - 1) / pieces;
        ChunkRows = Math.Clamp(block / TileColumns, 1, Math.Max(1, AllRows));
    }

    /// <summary>Whether convolutions of this shape and type are computed this way.</summary>
    public static bool Applies(in ConvolutionGeometry g, DType type)
    {
        if (g.Algorithm == ConvolutionAlgorithm.Direct || g.InLanes || type != DType.Float32 || !s_allowed) return false;
        if (g is not { KernelHeight: 3, KernelWidth: 3, StrideHeight: 1, StrideWidth: 1, DilationHeight: 1, DilationWidth: 1 }) return false;
        if (g.InChannels % Lanes != 0 || g.OutChannels % Lanes != 0) return false;
        long tiles = (long)((g.OutHeight + 3) / 4) * ((g.OutWidth + 3) / 4), outputs = (long)g.OutHeight * g.OutWidth;
        long fewest = Math.Clamp((long)g.InChannels * g.OutChannels / PairsPerTile, FewestTiles, FewestTilesOfLarge);
        // And at least half of each tile, on average, should lie within the image.
        return g.Batch * tiles >= fewest && outputs >= tiles * 8;
    }

    /// <summary>Whether the source is the result's gradient and the destination the input's.</summary>
    public bool Backward { get; }

    public int SourceHeight { get; }
    public int SourceWidth { get; }
    public int SourceChannels { get; }

    /// <summary>The destination's rows.</summary>
    public int Height { get; }

    /// <summary>The destination's columns.</summary>
    public int Width { get; }

    /// <summary>The destination's channels.</summary>
    public int Channels { get; }

    /// <summary>The first source row that destination row 0 sees; negative where there is padding.</summary>
    public int Top { get; }

    /// <summary>The first source column that destination column 0 sees.</summary>
    public int Left { get; }

    /// <summary>The rows of tiles of an image.</summary>
    public int TileRows { get; }

    /// <summary>The tiles in such a row.</summary>
    public int TileColumns { get; }

    /// <summary>The rows of tiles of all images.</summary>
    public int AllRows { get; }

    /// <summary>The rows of tiles in a chunk.</summary>
    public int ChunkRows { get; }

    /// <summary>The columns of tiles in a block.</summary>
    public int BlockColumns { get; }

    public int Chunks => (AllRows + ChunkRows - 1) / ChunkRows;

    /// <summary>The floats from a point of a block's source tiles to the next: an odd number of cache lines.</summary>
    public nint SourcePlane => (nint)ChunkRows * BlockColumns * SourceChannels + 16;

    /// <summary>The same of one panel of the destination, which has at most 32 channels.</summary>
    public nint Plane => (nint)ChunkRows * BlockColumns * 32 + 16;

    /// <summary>The same of the kernel.</summary>
    public nint KernelPlane => (nint)SourceChannels * Channels + 16;

    /// <summary>The floats of a thread's memory: a block's points on both sides (or, before, some kernels turned around), and the strip of its tiles.</summary>
    public nint ThreadSize => Math.Max(Points * (SourcePlane + Plane), Turned) + StripSize;

    /// <summary>The floats of some rows of kernels, turned around.</summary>
    private nint Turned => Backward ? 9 * (nint)KernelRows * Channels : 0;

    /// <summary>The rows of the kernel that are transformed in one chunk.</summary>
    public static int KernelRows => 16;

    private const int Points = 36;

    private static int StripSize => WinogradTiles<Vectors1<float>, float>.ScratchSize;

    public long KernelBytes => Points * (long)KernelPlane * sizeof(float);

    /// <summary>The workspace: the kernel's points, and memory for each thread.</summary>
    public long WorkspaceBytes(int threads) => KernelBytes + threads * (long)ThreadSize * sizeof(float);

    /// <summary>For how many threads there is memory in a workspace of this size.</summary>
    public int Workers(long workspaceBytes) => (int)Math.Clamp((workspaceBytes - KernelBytes) / ((long)ThreadSize * sizeof(float)), 1, WorkerPool.MaxThreads);
}
