using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The greatest value of each window of images <c>[batch, height, width, channels]</c>, channel by channel.</summary>
    /// <param name="size">The window.</param>
    /// <param name="stride">The distance between windows; the window's own size when left out.</param>
    /// <param name="padding">What happens at the borders; padding never wins.</param>
    /// <remarks>Gradient: goes to the first maximum of each window, in row-major order. NaN is greater than every number. (Scherer, Müller and Behnke
    /// 2010.)</remarks>
    /// <exception cref="ShapeException">The tensor is no batch of images, or the window is larger than the image.</exception>
    /// <exception cref="OptionException">The window or stride is below 1.</exception>
    /// <example><code>Tensor y = Tensor.Ones([8, 28, 28, 6]).MaxPool2D(2);   // [8, 14, 14, 6]</code></example>
    public Tensor MaxPool2D(Size2D size, Size2D? stride = null, Padding padding = Padding.Valid) =>
        MaxPool2D(Pooling.Of("MaxPool2D", Spec, size, stride, padding));

    /// <summary>The same with the padding of each side given.</summary>
    internal Tensor MaxPool2D(Pooling pooling) => Op.Apply(new MaxPool2DOp(pooling), this);
}

internal sealed record MaxPool2DOp(Pooling Pooling) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Pooling.Infer(Name, inputs[0]));

    protected internal override void Forward(in ForwardContext c) => MaxPooling.Forward(Pooling.Geometry(c.Input(0).Shape), c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, Apply(new MaxPool2DGradientOp(Pooling), c.Input(0), c.Output(), c.OutputGradient));
}

/// <summary>Puts the gradient of each window where its maximum was. The images and the maxima only say where; so it is linear, and their own gradients are
/// zero.</summary>
internal sealed record MaxPool2DGradientOp(Pooling Pooling) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    internal override bool TakesEpilogue(ReadOnlySpan<TensorSpec> inputs) => true;

    protected internal override void Forward(in ForwardContext c) =>
        MaxPooling.Gradient(Pooling.Geometry(c.Input(0).Shape), c.Input(0), c.Input(1), c.Input(2), c.Output, c.Epilogue);

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(2)) c.Add(2, Apply(new MaxPool2DSelectOp(Pooling), c.Input(0), c.OutputGradient));
    }
}

/// <summary>Reads a second tensor of the images' shape where the maxima of the first are: the adjoint of the gradient, for second-order gradients. A plain
/// loop: it is never in a training step's way.</summary>
internal sealed record MaxPool2DSelectOp(Pooling Pooling) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Pooling.Infer(Name, inputs[0]));

    protected internal override void Forward(in ForwardContext c)
    {
        if (c.Output.DType == DType.Float32) Select<float>(c);
        else Select<double>(c);
    }

    public override void Vjp(in VjpContext c)
    {
        // The gradient op wants the maxima as well; the images read at their own maxima are just those.
        if (c.Needs(1)) c.Add(1, Apply(new MaxPool2DGradientOp(Pooling), c.Input(0), Apply(this, c.Input(0), c.Input(0)), c.OutputGradient));
    }

    private void Select<T>(in ForwardContext c) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        ReferencePooling.SelectMax(c.Input(0).AsSpan<T>(), c.Input(1).AsSpan<T>(), c.Input(0).Shape, Pooling.Size, Pooling.Stride,
            (Pooling.Pad.Top, Pooling.Pad.Left), c.Output.AsSpan<T>(), c.Output.Shape);
}
