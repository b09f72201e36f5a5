namespace Hebb;

/// <summary>A layer in one training step: its gradients, how far its weights moved, and what its activation gave.</summary>
/// <param name="Layer">The layer's path within the model: <c>encoder/dense_2</c>.</param>
/// <param name="Parameters">How many numbers of it are trained; 0 for a layer that only computes.</param>
/// <param name="GradientNorm">The Euclidean length of all its gradients together.</param>
/// <param name="WeightNorm">The length of its weights before the step.</param>
/// <param name="UpdateNorm">The length of what the step added to them.</param>
public sealed record LayerSample(string Layer, long Parameters, double GradientNorm, double WeightNorm, double UpdateNorm)
{
    /// <summary>The root of the mean square of the gradients: comparable between layers of different sizes.</summary>
    public double GradientScale => Parameters == 0 ? 0 : GradientNorm / Math.Sqrt(Parameters);

    /// <summary>How far the weights moved, in lengths of their own; about 0.001 in a healthy run (A113). NaN where the weights were all zero.</summary>
    public double UpdateRatio => UpdateNorm / WeightNorm;

    /// <summary>False when the loss does not depend on any of its weights.</summary>
    public bool IsReached { get; init; } = true;

    /// <summary>True when the layer has a kernel: weights of two axes or more.</summary>
    public bool HasKernel { get; init; }

    /// <summary>The fraction of the rectified units that were zero for every sample of the batch; NaN without such units.</summary>
    public double DeadFraction => IsUnitDead is null ? double.NaN : IsUnitDead.Count(static dead => dead) / (double)IsUnitDead.Length;

    /// <summary>The fraction of the outputs of sigmoid or tanh units where the slope is below a twenty-fifth of its greatest; NaN without such
    /// units.</summary>
    public double SaturatedFraction { get; init; } = double.NaN;

    /// <summary>The fraction of the units whose incoming weights are exactly those of another unit; NaN where that was not looked at.</summary>
    public double TwinFraction { get; init; } = double.NaN;

    /// <summary>Which of the rectified units were zero for every sample.</summary>
    internal bool[]? IsUnitDead { get; init; }
}
