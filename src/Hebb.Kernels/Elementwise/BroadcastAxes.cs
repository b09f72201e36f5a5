namespace Hebb.Kernels;

/// <summary>How the inputs of an elementwise computation lie under its output: as few axes as possible, and each input's stride along each.</summary>
/// <remarks>
/// An axis along which an input is repeated has stride 0. Neighbouring axes that every input walks as one are one axis here, so that [32, 28, 28, 6] + [6]
/// becomes [25088, 6] + [6].
/// Inputs are contiguous, so along the last axis each has stride 1 or 0.
/// </remarks>
internal unsafe struct BroadcastAxes
{
    private fixed long _extents[Shape.MaxRank];
    private readonly long* _strides;

    /// <summary>Finds the axes.</summary>
    /// <param name="inputs">Views that broadcast to the shape.</param>
    /// <param name="shape">The output's shape.</param>
    /// <param name="strides">Room for <see cref="Shape.MaxRank"/> strides for every input.</param>
    public BroadcastAxes(ReadOnlySpan<View> inputs, Shape shape, long* strides)
    {
        _strides = strides;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] == 1) continue;
            bool merges = Rank > 0;
            for (int i = 0; i < inputs.Length; i++)
            {
                long stride = StrideOf(inputs[i].Shape, axis - (shape.Rank - inputs[i].Shape.Rank));
                Stride(i, Rank) = stride;
                merges = merges && Stride(i, Rank - 1) == stride * shape[axis];
            }
            if (!merges)
            {
                _extents[Rank++] = shape[axis];
                continue;
            }
            _extents[Rank - 1] *= shape[axis];
            for (int i = 0; i < inputs.Length; i++) Stride(i, Rank - 1) = Stride(i, Rank);
        }
    }

    /// <summary>The number of axes.</summary>
    public int Rank { get; private set; }

    /// <summary>The extent of the last axis: how many neighbours make a row.</summary>
    public readonly long RowLength => _extents[Rank - 1];

    /// <summary>The extent of an axis.</summary>
    public readonly long Extent(int axis) => _extents[axis];

    /// <summary>An input's stride along an axis, in elements.</summary>
    public readonly ref long Stride(int input, int axis) => ref _strides[input * Shape.MaxRank + axis];

    /// <summary>True when a whole row of the input is one element.</summary>
    public readonly bool RepeatsInRow(int input) => Stride(input, Rank - 1) == 0;

    /// <summary>True when every row of the output takes the same row of the input.</summary>
    public readonly bool RepeatsRows(int input)
    {
        for (int axis = 0; axis < Rank - 1; axis++)
            if (Stride(input, axis) != 0) return false;
        return true;
    }

    /// <summary>True when the input lies exactly as the output does.</summary>
    public readonly bool IsWhole(int input)
    {
        long stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            if (Stride(input, axis) != stride) return false;
            stride *= _extents[axis];
        }
        return true;
    }

    /// <summary>Where the input's part for one row of the output begins, in elements.</summary>
    public readonly long RowOffset(int input, long row)
    {
        long offset = 0;
        for (int axis = Rank - 2; axis > 0; axis--)
        {
            (row, long index) = Math.DivRem(row, _extents[axis]);
            offset += index * Stride(input, axis);
        }
        return Rank > 1 ? offset + row * Stride(input, 0) : 0;
    }

    private static long StrideOf(Shape shape, int axis)
    {
        if (axis < 0 || shape[axis] == 1) return 0;
        long stride = 1;
        for (int inner = axis + 1; inner < shape.Rank; inner++) stride *= shape[inner];
        return stride;
    }
}
