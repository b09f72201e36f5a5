namespace Hebb.Kernels;

/// <summary>How a matrix product is cut: into blocks of C that are chunks of work, along its depth where C is small, and what of it is copied first.</summary>
/// <remarks>The cuts along the depth, which the bits depend on, follow from the three extents alone; the rest from the extents and the strides.</remarks>
internal readonly struct MatrixCut
{
    /// <summary>About the number of multiplications in a chunk: some microseconds, long against handing it out and short against the whole.</summary>
    public const long ChunkMultiplications = 1 << 19;

    /// <summary>
    /// From so many elements of B on, its rows lie so far apart that reading a panel where it lies misses the caches: it is copied, and serves as many rows as
    /// there are, up to these.
    /// </summary>
    private const long LargeB = 1 << 20;

    private const int RowsPerCopiedPanel = 1024;

    /// <summary>From so many elements on, a transposed A whose columns a tile would walk along is copied too, and serves a square block of C.</summary>
    private const long LargeTransposedA = 1 << 18;

    private const int SquareBlock = 256;

    /// <summary>A product of few elements and great depth is cut along its depth, at multiples of this, into at most so many partial products.</summary>
    private const int PartUnit = 512, MostParts = 32, LargestPart = 1 << 15;

    /// <summary>So many rows are few: the product runs at the speed of reading B, of which a chunk takes half, but not too little to be handed out nor more
    /// than this. Narrower chunks would read it in shorter stretches, which is slower.</summary>
    private const int FewRows = 3, LeastOfB = 1 << 15, MostOfB = 1 << 17;

    /// <summary>With an epilogue, blocks are whole rows: so many at least, of a B that fits into half of the second-level cache.</summary>
    private const int EpilogueRows = 32, EpilogueB = 1 << 17;

    /// <summary>A product of so few multiplications is one block anyway.</summary>
    private const int Tiny = 1 << 16;

    public MatrixCut(int rows, int columns, int depth, bool transposedA, bool transposedB, bool hasEpilogue = false)
    {
        CopiesA = transposedA && columns >= SquareBlock / 4 && (long)rows * depth >= LargeTransposedA;
        CopiesB = transposedB || (rows >= 32 && (long)columns * depth >= LargeB);
        Exchanges = rows >= 32 && (columns <= FewRows || (transposedA && columns is not 16 and <= 24));
        long deep = Math.Max(1, depth);
        BlockRows = hasEpilogue ? EpilogueRows : CopiesA ? SquareBlock : CopiesB && !Exchanges ? RowsPerCopiedPanel : 64;
        BlockColumns = hasEpilogue ? Math.Max(1, columns) : CopiesA ? SquareBlock : 32;
        HasFewRows = rows <= FewRows;
        long worth = HasFewRows ? Math.Clamp(columns * deep / 2, LeastOfB, MostOfB) * rows : ChunkMultiplications;
        while (BlockRows < Math.Min(rows, 512) && (long)BlockRows * BlockColumns * deep < worth) BlockRows *= 2;
        while (BlockColumns < columns && Math.Min(rows, BlockRows) * BlockColumns * deep < worth) BlockColumns *= 2;
        ColumnBlocks = (columns + BlockColumns - 1) / BlockColumns;
        Blocks = (rows + BlockRows - 1) / BlockRows * ColumnBlocks;
        (Parts, PartDepth) = (1, depth);
        if (depth >= 2 * PartUnit && (long)rows * columns <= LargestPart)
        {
            PartDepth = PartUnit * ((depth + PartUnit * MostParts - 1) / (PartUnit * MostParts));
            Parts = (depth + PartDepth - 1) / PartDepth;
        }
    }

    /// <summary>Whether such a product can well be done in blocks of whole rows, for an epilogue to follow.</summary>
    public static bool SuitsEpilogue(int rows, int columns, int depth, bool transposedA, bool transposedB) => (long)rows * columns * depth <= Tiny
        || (rows >= 4 * EpilogueRows && !transposedA && !transposedB && (long)columns * depth <= EpilogueB);

    /// <summary>The rows and columns of a block.</summary>
    public int BlockRows { get; }

    public int BlockColumns { get; }

    /// <summary>How many blocks lie side by side, and how many there are.</summary>
    public int ColumnBlocks { get; }

    public int Blocks { get; }

    /// <summary>How many partial products there are, and the depth of each.</summary>
    public int Parts { get; }

    public int PartDepth { get; }

    /// <summary>How a part of a block of so many rows is computed: as it lies.</summary>
    public static MatrixCut Within(int rows) => new() { HasFewRows = rows <= FewRows };

    /// <summary>Whether there are few columns, and very few or rows that are neighbours in A: rows take the place of columns.</summary>
    public bool Exchanges { get; }

    /// <summary>Whether there are too few rows for tiles.</summary>
    public bool HasFewRows { get; private init; }

    public bool CopiesA { get; }

    public bool CopiesB { get; }
}
