namespace Hebb.Kernels;

/// <summary>What a register tile computes: a few rows of C, one or two vectors wide, from as many rows of A and the same columns of B.</summary>
/// <remarks>
/// In plain loops, for R rows and W columns:
/// <code>
/// for (r = 0; r &lt; R; r++) for (w = 0; w &lt; W; w++)
///     C[r * CRow + w] = sum over s &lt; Segments and d &lt; Depth of A[ASegment[s] + d * AStep + r * ARow] * B[BSegment[s] + d * BStep + w];
/// </code>
/// A matrix product has one segment. A convolution has one for each row of its kernel: a row of A is the window around one output pixel, of which each row of
/// the kernel sees a contiguous stretch.
/// </remarks>
internal unsafe struct Tile<T> where T : unmanaged
{
    /// <summary>The first row's first element of A.</summary>
    public T* A;

    /// <summary>From a row of A to the next.</summary>
    public nint ARow;

    /// <summary>From the first row of A to the ninth: a tall tile may take its rows from two rows of an image.</summary>
    public nint AGroup;

    /// <summary>From a column of A to the next, within a segment.</summary>
    public nint AStep;

    /// <summary>Where each segment of A's columns begins; null where each begins where the one before it ended.</summary>
    public nint* ASegment;

    /// <summary>How many segments there are.</summary>
    public int Segments;

    /// <summary>The columns of A in each segment.</summary>
    public int Depth;

    /// <summary>The first row of B, in these columns; whole vectors can be read from every row.</summary>
    public T* B;

    /// <summary>From a row of B to the next.</summary>
    public nint BStep;

    /// <summary>From the first vector of a row of B to its second: one vector, unless they are two pixels.</summary>
    public nint BNext;

    /// <summary>Where each segment of B's rows begins; null where each begins where the one before it ended.</summary>
    public nint* BSegment;

    /// <summary>Where the sums go.</summary>
    public T* C;

    /// <summary>From a row of C to the next.</summary>
    public nint CRow;

    /// <summary>From the first row of C to the ninth, as <see cref="AGroup"/>.</summary>
    public nint CGroup;

    /// <summary>From the first vector of a row of C to its second, as <see cref="BNext"/>.</summary>
    public nint CNext;

    /// <summary>How many lanes of the last vector belong to C.</summary>
    public int LastLanes;

    /// <summary>Whether the sums begin with what C holds, not with zero.</summary>
    public bool Accumulate;
}
