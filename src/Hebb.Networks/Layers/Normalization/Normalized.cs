namespace Hebb;

/// <summary>What normalization layers share: mean 0 and variance 1 over some axes, and a learned scale and shift afterwards.</summary>
internal static class Normalized
{
    /// <summary><c>(x - mean) / sqrt(variance + epsilon)</c>, mean and variance over some axes.</summary>
    public static Tensor Standard(Tensor x, ReadOnlySpan<int> axes, double epsilon)
    {
        Tensor centred = x - x.Mean(axes, keepDims: true);   // the difference first: a large mean costs no digits
        return centred * (centred.Square().Mean(axes, keepDims: true) + epsilon).Rsqrt();
    }

    /// <summary><c>x * gamma + beta</c>, without what is null.</summary>
    public static Tensor Affine(Tensor x, Tensor? gamma, Tensor? beta)
    {
        if (gamma is not null) x *= gamma;
        return beta is null ? x : x + beta;
    }

    /// <summary>Every axis from one on.</summary>
    public static int[] Axes(int first, int rank)
    {
        var axes = new int[rank - first];
        for (int i = 0; i < axes.Length; i++) axes[i] = first + i;
        return axes;
    }

    /// <summary>An axis of a sample, counted with the batch axis; negative ones count from the end.</summary>
    public static int FirstAxis(Layer layer, Shape sample, int axis)
    {
        int rank = sample.Rank + 1, at = axis < 0 ? axis + rank : axis;
        return at >= 1 && at < rank ? at
            : throw new ShapeException($"{layer.GetType().Name}: there is no axis {axis} in a sample of {sample.Rank} axes.", $"sample {sample}   axis {axis}",
                sample.Rank == 0 ? "give each sample an axis of features: Reshape(-1, 1)" : "use -1 for the last axis; axis 0 is the batch");
    }

    /// <summary>The channels of a sample, its last axis.</summary>
    public static int Channels(Layer layer, Shape sample, int axes)
    {
        if (sample.Rank >= axes) return sample[^1];
        throw new ShapeException($"{layer.GetType().Name}: a sample here is {sample}, and needs {(axes == 1 ? "channels" : "positions and channels")}.",
            $"sample {sample}", axes == 1 ? "give each sample an axis of features: Reshape(-1, 1)"
            : "pass [positions, channels] or [height, width, channels]; for rows of features use LayerNormalization");
    }

    /// <summary>An epsilon: above zero.</summary>
    public static double Epsilon(string layer, double value) => value > 0 && double.IsFinite(value) ? value
        : throw new OptionException($"{layer}: epsilon is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}.",
            $"Epsilon {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", "use a small positive number, such as 1e-3");
}
