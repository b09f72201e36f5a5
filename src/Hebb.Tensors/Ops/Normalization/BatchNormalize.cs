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
    private readonly BatchNormalizeScaleOp _scale = new(Epsilon);

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

    internal override PlanStep[] Lower(Tensor[] inputs, Tensor[] outputs)
    {
        (Tensor x, Tensor gamma, Tensor beta, Tensor mean, Tensor variance) = (inputs[0], inputs[1], inputs[2], outputs[1], outputs[2]);
        Tensor scale = Tensor.StandIn(variance.Spec);
        return
        [
            new(ChannelMomentsOp.Instance, [x], [mean, variance]),
            new(_scale, [gamma, variance], [scale]),
            new(StandardizeOp.Instance, [x, mean, scale, beta], [outputs[0]]),
        ];
    }

    protected internal override void Forward(in ForwardContext c)
    {
        (View x, View gamma, View beta, View mean, View variance) = (c.Input(0), c.Input(1), c.Input(2), c.Outputs[1], c.Outputs[2]);
        View scale = new(c.Workspace.Address, x.DType, mean.Shape);
        ChannelMomentsOp.Instance.Forward(new ForwardContext([x], [mean, variance], default));
        _scale.Forward(new ForwardContext([gamma, variance], [scale], default));
        StandardizeOp.Instance.Forward(new ForwardContext([x, mean, scale, beta], [c.Output], default));
    }

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor gamma, Tensor mean, Tensor variance, Tensor g) = (c.Input(0), c.Input(1), c.Output(1), c.Output(2), c.OutputGradient);
        double count = x.Count / (double)x.Shape[^1];
        bool isPlain = !c.HasGradient(1) && !c.HasGradient(2);
        if (isPlain && !c.IsRecorded)
        {
            Tensor[] sums = ApplyAll(ChannelSumsOp.Instance, 2, g, x, mean);
            Tensor[] factors = ApplyAll(new BatchNormalizeFactorsOp(Epsilon, count), 4, gamma, variance, sums[0], sums[1]);
            if (c.Needs(0)) c.Add(0, Apply(BatchNormalizeInputOp.Instance, g, x, mean, factors[1], factors[2], factors[3]));
            c.Add(1, factors[0]);
            c.Add(2, sums[0]);
            return;
        }
        var axes = new int[x.Rank - 1];
        for (int axis = 0; axis < axes.Length; axis++) axes[axis] = axis;
        Tensor deviation = (variance + Epsilon).Rsqrt(), centred = x - mean, h = centred * deviation;
        Tensor gradient = gamma * deviation * (g - g.Mean(axes) - h * (g * h).Mean(axes));
        if (!isPlain) gradient = gradient + c.GradientOf(1) / count + centred * (c.GradientOf(2) * (2 / count));
        c.Add(0, gradient);
        c.Add(1, (g * h).Sum(axes));
        c.Add(2, g.Sum(axes));
    }
}

/// <summary>The mean and the variance of each channel (the last axis).</summary>
internal sealed record ChannelMomentsOp : Op
{
    internal static readonly ChannelMomentsOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        TensorSpec channels = new([inputs[0].Shape[^1]], inputs[0].DType);
        outputs.Add(channels);
        outputs.Add(channels);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        (View x, int channels) = (c.Input(0), c.Input(0).Shape[^1]);
        Moments.Run(x, c.Outputs[0], c.Outputs[1], x.Count / Math.Max(1, channels), channels);
    }
}

/// <summary>gamma / sqrt(variance + epsilon).</summary>
internal sealed record BatchNormalizeScaleOp(double Epsilon) : BinaryOp
{
    public override V Compute<V>(V gamma, V variance) => gamma / V.Sqrt(variance + V.Create(Epsilon));
}

/// <summary>For each channel the sum of g, and that of g (x - mean): all that the gradient must know of other elements.</summary>
internal sealed record ChannelSumsOp : Op
{
    internal static readonly ChannelSumsOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        outputs.Add(inputs[2]);
        outputs.Add(inputs[2]);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        (View x, int channels) = (c.Input(1), c.Input(1).Shape[^1]);
        ChannelSums.Run(c.Input(0), x, c.Input(2), c.Outputs[0], c.Outputs[1], x.Count / Math.Max(1, channels), channels);
    }
}

/// <summary>The gradient by gamma, and the three numbers per channel with which <see cref="BatchNormalizeInputOp"/> makes the gradient by x.</summary>
/// <remarks>dx = gamma r (g - sum g / n - h sum (g h) / n) with r = 1 / sqrt(variance + epsilon) and h = (x - mean) r, as factor g - constant - (x - mean)
/// slope.</remarks>
internal sealed record BatchNormalizeFactorsOp(double Epsilon, double Count) : ElementwiseOp
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        for (int i = 0; i < 4; i++) outputs.Add(inputs[0]);
    }

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs)
    {
        (V gamma, V variance, V sum, V product, V n) = (inputs[0], inputs[1], inputs[2], inputs[3], V.Create(Count));
        V r = V.Create(1) / V.Sqrt(variance + V.Create(Epsilon)), factor = gamma * r, gradient = product * r;
        outputs[0] = gradient;
        outputs[1] = factor;
        outputs[2] = factor * sum / n;
        outputs[3] = factor * r * gradient / n;
    }
}

/// <summary>factor g - constant - (x - mean) slope.</summary>
internal sealed record BatchNormalizeInputOp : ElementwiseOp
{
    internal static readonly BatchNormalizeInputOp Instance = new();

    public override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) =>
        outputs[0] = V.Fma(inputs[3], inputs[0], -V.Fma(inputs[1] - inputs[2], inputs[5], inputs[4]));
}
