namespace Hebb;

/// <summary>From numbers to indicators and counts, for the layers that give numbers.</summary>
internal static class IndexEncoding
{
    /// <summary>Encodes numbers from 0 to size - 1 along the last axis.</summary>
    /// <param name="x">Numbers <c>[batch, ..., n]</c> of any type; fractions are dropped.</param>
    /// <param name="mode">Into what.</param>
    /// <param name="size">How many different numbers there are.</param>
    public static Tensor Encode(Tensor x, OutputMode mode, int size)
    {
        if (x.DType is not (DType.Int32 or DType.Int64)) x = x.Cast(DType.Int32);
        switch (mode)
        {
            case OutputMode.Int: return x;
            case OutputMode.OneHot: return (x.Rank > 1 && x.Shape[^1] == 1 ? x.Squeeze(-1) : x).OneHot(size);
            default:
                if (x.Rank == 1) x = x.ExpandDims(-1);
                // Zeros for each sample, without naming the batch's extent; reading them at the numbers refuses one that is outside. Then a one is added
                // at each.
                Tensor zeros = x.Slice(-1, 0, 1).Cast(DType.Float32) * 0 + Tensor.Zeros([size]), ones = zeros.GatherAlong(x, -1) + 1;
                Tensor counts = Op.Apply(new ScatterAlongOp(x.Rank - 1, size), ones, x);
                return mode == OutputMode.MultiHot ? counts.Minimum(1) : counts;
        }
    }
}
