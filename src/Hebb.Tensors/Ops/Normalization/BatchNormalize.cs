using System.Numerics;
using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Normalises each channel (the last axis) over all others, by its own mean and variance: <c>(x - mean) / sqrt(variance + epsilon) * gamma +
    /// beta</c>.</summary>
    /// <remarks>What the layer <c>BatchNormalization</c> does in training. With n numbers per channel, <c>h = (x - mean) / sqrt(variance + epsilon)</c> and G
    /// = gamma / sqrt(variance + epsilon),
    /// the gradient is <c>G (g - mean of g - h * mean of (g h))</c>. (Ioffe and Szegedy 2015.)</remarks>
    internal (Tensor Output, Tensor Mean, Tensor Variance) BatchNormalize(Tensor gamma, Tensor beta, double epsilon)
    {
        Tensor[] outputs = Op.ApplyAll(new BatchNormalizeOp(epsilon), 3, this, gamma, beta);
        return (outputs[0], outputs[1], outputs[2]);
    }
}

/// <summary>The normalised tensor, and the mean and variance of each channel: x is read twice and y written once.</summary>
internal sealed record BatchNormalizeOp(double Epsilon) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        (TensorSpec x, Shape channels) = (inputs[0], [inputs[0].Shape[^1]]);
        if (!x.DType.IsFloat() || inputs[1] != new TensorSpec(channels, x.DType) || inputs[2] != inputs[1])
            throw new ShapeException("BatchNormalize: gamma and beta are one number for each channel.", $"input {x}   gamma {inputs[1]}   beta {inputs[2]}",
                $"make the layer anew for inputs of {channels[0]} channels");
        outputs.Add(x);
        outputs.Add(channels, x.DType);
        outputs.Add(channels, x.DType);
    }

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => inputs[1].Bytes;

    protected internal override void Forward(in ForwardContext c)
    {
        (View x, View mean, View variance) = (c.Input(0), c.Outputs[1], c.Outputs[2]);
        int channels = x.Shape[^1];
        View scale = new(c.Workspace.Address, x.DType, mean.Shape);
        Moments.Run(x, mean, variance, x.Count / Math.Max(1, channels), channels);
        if (x.DType == DType.Float32) Scale(c.Input(1).AsSpan<float>(), variance.AsSpan<float>(), scale.AsSpan<float>());
        else Scale(c.Input(1).AsSpan<double>(), variance.AsSpan<double>(), scale.AsSpan<double>());
        StandardizeOp.Instance.Forward(new ForwardContext([x, mean, scale, c.Input(2)], [c.Output], default));
    }

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor gamma, Tensor mean, Tensor variance, Tensor g) = (c.Input(0), c.Input(1), c.Output(1), c.Output(2), c.OutputGradient);
        bool isPlain = !c.HasGradient(1) && !c.HasGradient(2);
        if (isPlain && !c.IsRecorded)
        {
            Tensor[] gradients = ApplyAll(new BatchNormalizeGradientOp(Epsilon), 3, g, x, mean, variance, gamma);
            for (int i = 0; i < 3; i++) c.Add(i, gradients[i]);
            return;
        }
        var axes = new int[x.Rank - 1];
        for (int axis = 0; axis < axes.Length; axis++) axes[axis] = axis;
        double count = x.Count / (double)x.Shape[^1];
        Tensor deviation = (variance + Epsilon).Rsqrt(), centred = x - mean, h = centred * deviation;
        Tensor gradient = gamma * deviation * (g - g.Mean(axes) - h * (g * h).Mean(axes));
        if (!isPlain) gradient = gradient + c.GradientOf(1) / count + centred * (c.GradientOf(2) * (2 / count));
        c.Add(0, gradient);
        c.Add(1, (g * h).Sum(axes));
        c.Add(2, g.Sum(axes));
    }

    private void Scale<T>(ReadOnlySpan<T> gamma, ReadOnlySpan<T> variance, Span<T> scale) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < scale.Length; i++) scale[i] = gamma[i] / T.Sqrt(variance[i] + T.CreateTruncating(Epsilon));
    }
}

/// <summary>The gradients by x, gamma and beta, when nothing records the backward pass: two sums per channel, then one pass that writes.</summary>
internal sealed record BatchNormalizeGradientOp(double Epsilon) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        outputs.Add(inputs[1]);
        outputs.Add(inputs[4]);
        outputs.Add(inputs[4]);
    }

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => 3 * inputs[4].Bytes;

    protected internal override void Forward(in ForwardContext c)
    {
        (View g, View x, View mean, View dx, View dgamma, View dbeta) = (c.Input(0), c.Input(1), c.Input(2), c.Outputs[0], c.Outputs[1], c.Outputs[2]);
        int channels = x.Shape[^1];
        long rows = x.Count / Math.Max(1, channels), bytes = channels * x.DType.Size();
        View factor = new(c.Workspace.Address, x.DType, mean.Shape), constant = new(c.Workspace.Address + (nint)bytes, x.DType, mean.Shape),
            slope = new(c.Workspace.Address + (nint)(2 * bytes), x.DType, mean.Shape);
        BatchNormalizeProductOp.Instance.Forward(new ForwardContext([g, x, mean], [dx], default));   // dx is scratch memory until it is written
        Reduction.Sum(dx, dgamma, 1, rows, channels);
        Reduction.Sum(g, dbeta, 1, rows, channels);
        if (x.DType == DType.Float32) Channels<float>(c.Input(3), c.Input(4), dgamma, dbeta, factor, constant, slope, rows);
        else Channels<double>(c.Input(3), c.Input(4), dgamma, dbeta, factor, constant, slope, rows);
        BatchNormalizeInputOp.Instance.Forward(new ForwardContext([g, x, mean, factor, constant, slope], [dx], default));
    }

    // dx = gamma r (g - sum g / n - h sum (g h) / n) with h = (x - mean) r, as factor g - constant - (x - mean) slope.
    private void Channels<T>(View variance, View gamma, View dgamma, View dbeta, View factor, View constant, View slope, long rows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T n = T.CreateTruncating(rows);
        for (int i = 0; i < variance.Count; i++)
        {
            T r = T.One / T.Sqrt(variance.AsSpan<T>()[i] + T.CreateTruncating(Epsilon)), f = gamma.AsSpan<T>()[i] * r;
            ref T sum = ref dgamma.AsSpan<T>()[i];
            sum *= r;
            factor.AsSpan<T>()[i] = f;
            constant.AsSpan<T>()[i] = f * dbeta.AsSpan<T>()[i] / n;
            slope.AsSpan<T>()[i] = f * r * sum / n;
        }
    }
}

/// <summary>g (x - mean).</summary>
internal sealed record BatchNormalizeProductOp : ElementwiseOp
{
    internal static readonly BatchNormalizeProductOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = inputs[0] * (inputs[1] - inputs[2]);
}

/// <summary>factor g - constant - (x - mean) slope.</summary>
internal sealed record BatchNormalizeInputOp : ElementwiseOp
{
    internal static readonly BatchNormalizeInputOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) =>
        outputs[0] = V.Fma(inputs[3], inputs[0], -V.Fma(inputs[1] - inputs[2], inputs[5], inputs[4]));
}
