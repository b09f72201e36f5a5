namespace Hebb.Kernels;

/// <summary>Dropout of a result, in place, block by block: which elements go depends on their positions alone.</summary>
/// <param name="result">The whole result.</param>
/// <param name="rate">The probability with which an element goes.</param>
/// <param name="key">Tells this use from others.</param>
/// <param name="counter">Where the number of the step is read.</param>
internal sealed unsafe class DropoutEpilogue(View result, double rate, ulong key, View counter) : Epilogue
{
    private readonly long _columns = result.Shape.Rank == 0 ? 1 : result.Shape[^1];

    /// <inheritdoc/>
    public override void RunRows(void* value, long row, long rows)
    {
        View part = new(result.Address + (nint)(row * _columns * result.DType.Size()), result.DType, [checked((int)(rows * _columns))]);
        Philox.DropoutPart(part, row * _columns, rate, key, (ulong)counter.AsSpan<long>()[0]);
    }
}
