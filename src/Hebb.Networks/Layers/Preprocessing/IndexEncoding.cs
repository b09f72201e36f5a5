namespace Hebb;

/// <summary>From numbers to indicators and counts, for the layers that give numbers.</summary>
internal static class IndexEncoding
{
    /// <summary>Numbers as Int32 or Int64; fractions are dropped, as in Keras. A NaN becomes -1, the number of nothing: a cast alone would make it the
    /// first.</summary>
    public static Tensor Whole(Tensor x) => x.DType is DType.Int32 or DType.Int64 ? x
        : (x.DType.IsFloat() ? Tensor.Where(x.IsNaN(), -1, x) : x).Cast(DType.Int32);

    /// <summary>Encodes numbers from 0 to size - 1 along the last axis.</summary>
    /// <param name="layer">Whose inputs they are.</param>
    /// <param name="x">Numbers <c>[batch, ..., n]</c> of any type; fractions are dropped.</param>
    /// <param name="mode">Into what.</param>
    /// <param name="size">How many different numbers there are.</param>
    /// <exception cref="ShapeException">A sample is empty; in a call, also: a number is outside, or NaN.</exception>
    public static Tensor Encode(Layer layer, Tensor x, OutputMode mode, int size)
    {
        IndexTaker taker = new(layer.GetType().Name, WereFloats: x.DType.IsFloat());
        x = Whole(x);
        switch (mode)
        {
            case OutputMode.Int: return x;
            case OutputMode.OneHot: return Op.Apply(new OneHotOp(size, DType.Float32) { Taker = taker }, x.Rank > 1 && x.Shape[^1] == 1 ? x.Squeeze(-1) : x);
            default:
                if (x.Rank > 1 && x.Shape[^1] == 0)
                    throw new ShapeException($"{taker.Layer}: a sample here has no numbers.", $"sample {x.Shape[1..]}", "give each sample one number or more");
                if (x.Rank == 1) x = x.ExpandDims(-1);
                // Zeros for each sample, without naming the batch's extent, and without a constant of the size that a file names; reading them at the numbers
                // refuses one that is outside. Then a one is added at each.
                var rest = new (int Before, int After)[x.Rank];
                rest[^1] = (0, size - 1);
                Tensor zeros = (x.Slice(-1, 0, 1).Cast(DType.Float32) * 0).Pad(rest);
                Tensor ones = Op.Apply(new GatherAlongOp(x.Rank - 1) { Taker = taker }, zeros, x) + 1;
                Tensor counts = Op.Apply(new ScatterAlongOp(x.Rank - 1, size), ones, x);
                return mode == OutputMode.MultiHot ? counts.Minimum(1) : counts;
        }
    }
}
