namespace Hebb.Kernels;

/// <summary>Where the matrices of a batch lie: the leading axes of the operands, broadcast against each other as NumPy does.</summary>
internal readonly struct MatrixBatch
{
    private readonly Shape _axes, _left, _right;
    private readonly nint _leftSize, _rightSize, _resultSize;

    /// <summary>A batch of one.</summary>
    public MatrixBatch() => Count = 1;

    public MatrixBatch(in View left, in View right, in View result)
    {
        _axes = result.Shape[..^2];
        _left = left.Shape[..^2];
        _right = right.Shape[..^2];
        _leftSize = (nint)left.Shape[^1] * left.Shape[^2];
        _rightSize = (nint)right.Shape[^1] * right.Shape[^2];
        _resultSize = (nint)result.Shape[^1] * result.Shape[^2];
        Count = checked((int)_axes.Count);
    }

    /// <summary>How many products there are.</summary>
    public int Count { get; }

    /// <summary>The places of matrix <paramref name="index"/> in the three operands, in elements.</summary>
    public (nint Left, nint Right, nint Result) Offsets(int index) =>
        Count == 1 ? (0, 0, 0) : (Offset(_left, index) * _leftSize, Offset(_right, index) * _rightSize, index * _resultSize);

    private nint Offset(Shape operand, int index)
    {
        nint offset = 0, stride = 1;
        for (int axis = _axes.Rank - 1, own = operand.Rank - 1; own >= 0; axis--, own--)
        {
            int at = index % _axes[axis];
            index /= _axes[axis];
            if (operand[own] != 1) offset += at * stride;
            stride *= operand[own];
        }
        return offset;
    }
}
