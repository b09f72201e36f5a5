using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The mean of each window of images <c>[batch, height, width, channels]</c>, channel by channel.</summary>
    /// <param name="size">The window.</param>
    /// <param name="stride">The distance between windows; the window's own size when left out.</param>
    /// <param name="padding">What happens at the borders; padding does not count.</param>
    /// <remarks>Gradient: the incoming one divided by the number of the window's pixels, for each of them. (LeCun et al. 1989.)</remarks>
    /// <exception cref="ShapeException">The tensor is no batch of images, or the window is larger than the image.</exception>
    /// <exception cref="OptionException">The window or stride is below 1.</exception>
    /// <example><code>Tensor y = Tensor.Ones([8, 28, 28, 6]).AveragePool2D(2);   // [8, 14, 14, 6]</code></example>
    public Tensor AveragePool2D(Size2D size, Size2D? stride = null, Padding padding = Padding.Valid) =>
        AveragePool2D(Pooling.Of("AveragePool2D", Spec, size, stride, padding));

    /// <summary>The same with the padding of each side given.</summary>
    internal Tensor AveragePool2D(Pooling pooling) => Op.Apply(new AveragePool2DOp(pooling), this);
}

internal sealed record AveragePool2DOp(Pooling Pooling) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Pooling.Infer(Name, inputs[0]));

    protected internal override void Forward(in ForwardContext c) => AveragePooling.Forward(Pooling.Geometry(c.Input(0).Shape), c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) =>
        c.Add(0, Apply(new AveragePool2DGradientOp((c.Input(0).Shape[1], c.Input(0).Shape[2]), Pooling), c.OutputGradient));
}

/// <summary>Spreads the gradient of each window over its pixels; the adjoint of the pooling, which is linear.</summary>
internal sealed record AveragePool2DGradientOp(Size2D Image, Pooling Pooling) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) =>
        outputs.Add(inputs[0].Shape.With(1, Image.Height).With(2, Image.Width), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c) => AveragePooling.Gradient(Pooling.Geometry(c.Output.Shape), c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.AveragePool2D(Pooling));
}
