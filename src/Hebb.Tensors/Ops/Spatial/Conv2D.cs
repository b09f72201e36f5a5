using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Convolves images <c>[batch, height, width, in]</c> with a kernel <c>[kh, kw, in, out]</c>: what a convolutional layer does, without
    /// bias.</summary>
    /// <param name="kernel">The kernel, of this tensor's type.</param>
    /// <param name="stride">The distance between windows; 1 when left out.</param>
    /// <param name="padding">What happens at the borders.</param>
    /// <param name="dilation">The distance between the pixels that one window looks at; 1 when left out.</param>
    /// <param name="algorithm">How it and its gradients are computed; the fastest way for these shapes when left out.</param>
    /// <returns><c>[batch, (height + padding - covered) / stride + 1, ..., out]</c>, where a window covers <c>(kh - 1) dilation + 1</c> rows.</returns>
    /// <remarks>
    /// <para><c>y[b, i, j, o] = sum over r, s, c of x[b, i stride + r dilation - top, j stride + s dilation - left, c] kernel[r, s, c, o]</c>, where pixels
    /// outside the image are 0. As everywhere in deep learning the kernel is not mirrored, so mathematically this is a correlation.</para>
    /// <para>It is linear in each operand, and so are its gradients; all three can be differentiated any number of times. (LeCun et al. 1989; dilation: Yu and
    /// Koltun 2016.)</para>
    /// <para>Left to itself, a Float32 convolution of 3x3, stride 1 and channels in multiples of 16 runs Winograd's F(4x4, 3x3)
    /// (<see cref="ConvolutionAlgorithm.Auto"/>, where its rounding error is stated). A NaN or an infinity then reaches all outputs of its tiles of 4x4. The
    /// application-wide switch <c>Hebb.Convolution.Winograd</c> (<see cref="AppContext"/>) set to false forbids it.</para>
    /// </remarks>
    /// <exception cref="ShapeException">The channels differ, an axis is missing, or the kernel is larger than the padded image.</exception>
    /// <exception cref="OptionException">A stride or dilation is below 1.</exception>
    /// <example><code>Tensor y = Tensor.Ones([8, 28, 28, 1]).Conv2D(Tensor.Ones([5, 5, 1, 6]), padding: Padding.Same);   // [8, 28, 28, 6]</code></example>
    public Tensor Conv2D(Tensor kernel, Size2D? stride = null, Padding padding = Padding.Valid, Size2D? dilation = null,
        ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.Auto)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        (Size2D step, Size2D spread) = (stride ?? 1, dilation ?? 1);
        Conv2DOp.CheckOperands(Spec, kernel.Spec, step, spread);
        return Conv2D(kernel, step, Padding2D.Of(padding, Shape, (kernel.Shape[0], kernel.Shape[1]), step, spread), spread, algorithm);
    }

    /// <summary>The same with the padding of each side given.</summary>
    internal Tensor Conv2D(Tensor kernel, Size2D stride, Padding2D pad, Size2D dilation, ConvolutionAlgorithm algorithm = ConvolutionAlgorithm.Auto) =>
        Op.Apply(new Conv2DOp(stride, pad, dilation, algorithm), this, kernel);
}

/// <summary>Images by a kernel.</summary>
internal sealed record Conv2DOp(Size2D Stride, Padding2D Pad, Size2D Dilation, ConvolutionAlgorithm Algorithm = ConvolutionAlgorithm.Auto) : Op
{
    /// <summary>Whether images lie in lanes (see <see cref="ToLanesOp"/>): chosen by a plan, never recorded.</summary>
    public bool InLanes { get; init; }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (InLanes)
        {
            ConvolutionGeometry lanes = Geometry(inputs[0].Shape, inputs[1].Shape);
            outputs.Add([inputs[0].Shape[0], lanes.OutHeight, lanes.OutWidth, lanes.OutChannels * ToLanesOp.Images], inputs[0].DType);
            return;
        }
        CheckOperands(inputs[0], inputs[1], Stride, Dilation);
        (Shape x, Shape kernel) = (inputs[0].Shape, inputs[1].Shape);
        SpatialArguments.CheckFit(Name, "kernel", x, (kernel[0], kernel[1]), Dilation, Pad);
        ConvolutionGeometry g = Geometry(x, kernel);
        outputs.Add([x[0], g.OutHeight, g.OutWidth, kernel[3]], inputs[0].DType);
    }

    public override long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs) => MultiplyAdds(Geometry(inputs[0].Shape, inputs[1].Shape));

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) =>
        Convolution.ForwardWorkspace(Geometry(inputs[0].Shape, inputs[1].Shape), inputs[0].DType);

    internal override bool TakesEpilogue(ReadOnlySpan<TensorSpec> inputs) => true;

    protected internal override void Forward(in ForwardContext c) =>
        Convolution.Forward(Geometry(c.Input(0).Shape, c.Input(1).Shape), c.Input(0), c.Input(1), c.Output, c.Workspace, c.Epilogue);

    public override void Vjp(in VjpContext c)
    {
        (Shape x, Shape kernel) = (c.Input(0).Shape, c.Input(1).Shape);
        if (c.Needs(0)) c.Add(0, Apply(new Conv2DInputGradientOp((x[1], x[2]), Stride, Pad, Dilation, Algorithm), c.OutputGradient, c.Input(1)));
        if (c.Needs(1)) c.Add(1, Apply(new Conv2DKernelGradientOp((kernel[0], kernel[1]), Stride, Pad, Dilation, Algorithm), c.Input(0), c.OutputGradient));
    }

    public ConvolutionGeometry Geometry(Shape x, Shape kernel) => Geometry(x, kernel, Stride, Pad, Dilation, Algorithm, InLanes);

    /// <summary>What the kernels take, from the shape of images as they lie in memory.</summary>
    public static ConvolutionGeometry Geometry(Shape x, Shape kernel, Size2D stride, Padding2D pad, Size2D dilation, ConvolutionAlgorithm algorithm,
        bool inLanes)
    {
        int lanes = inLanes ? ToLanesOp.Images : 1;
        return new(x[0] * lanes, x[1], x[2], x[3] / lanes, kernel[0], kernel[1], kernel[3], stride.Height, stride.Width, dilation.Height, dilation.Width,
            pad.Top, pad.Left, pad.Bottom, pad.Right)
        {
            Algorithm = algorithm,
            InLanes = inLanes,
        };
    }

    public static long MultiplyAdds(in ConvolutionGeometry g) =>
        (long)g.Batch * g.OutHeight * g.OutWidth * g.OutChannels * g.KernelHeight * g.KernelWidth * g.InChannels;

    public static void CheckOperands(TensorSpec images, TensorSpec kernel, Size2D stride, Size2D dilation)
    {
        const string name = "Conv2D";
        SpatialArguments.CheckImages(name, images);
        (Shape x, Shape k) = (images.Shape, kernel.Shape);
        if (k.Rank != 4)
            throw new ShapeException($"{name}: a kernel has the axes [height, width, in, out], and this one has {k.Rank}.", $"input {x}   kernel {k}",
                "reshape the kernel to four axes");
        if (k[2] != x[3])
            throw new ShapeException($"{name}: the kernel {k} expects {Channels(k[2])}, and the input has {x[3]}.", $"input {x}   kernel {k}",
                k[2] == x[1] ? "put the channels last: Permute(0, 2, 3, 1) turns [batch, channels, height, width] into [batch, height, width, channels]"
                    : "make the kernel's third extent the number of the input's channels, which are its last axis");
        if (kernel.DType != images.DType)
            throw new DTypeException($"{name}: the input is {images.DType}, and the kernel {kernel.DType}.", $"input {images}   kernel {kernel}",
                $"convert one of them, with Cast(DType.{images.DType})");
        SpatialArguments.CheckSize(name, "kernel", (k[0], k[1]), x);
        SpatialArguments.CheckSize(name, "stride", stride, x);
        SpatialArguments.CheckSize(name, "dilation", dilation, x);
        SpatialArguments.CheckReach(name, "kernel", (k[0], k[1]), dilation, x);
    }

    private static string Channels(int count) => count == 1 ? "1 channel" : $"{count} channels";
}

/// <summary>The adjoint of a convolution in its images: the outputs' gradient by the kernel. Its attributes are the images' height and width.</summary>
internal sealed record Conv2DInputGradientOp(
    Size2D Image, Size2D Stride, Padding2D Pad, Size2D Dilation, ConvolutionAlgorithm Algorithm = ConvolutionAlgorithm.Auto) : Op
{
    /// <summary>Whether images lie in lanes (see <see cref="ToLanesOp"/>): chosen by a plan, never recorded.</summary>
    public bool InLanes { get; init; }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Images(inputs[0].Shape, inputs[1].Shape), inputs[0].DType);

    public override long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs) => Conv2DOp.MultiplyAdds(Geometry(inputs[0].Shape, inputs[1].Shape));

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) =>
        Convolution.InputGradientWorkspace(Geometry(inputs[0].Shape, inputs[1].Shape), inputs[0].DType);

    internal override bool TakesEpilogue(ReadOnlySpan<TensorSpec> inputs) => true;

    protected internal override void Forward(in ForwardContext c) =>
        Convolution.InputGradient(Geometry(c.Input(0).Shape, c.Input(1).Shape), c.Input(0), c.Input(1), c.Output, c.Workspace, c.Epilogue);

    public override void Vjp(in VjpContext c)
    {
        Shape kernel = c.Input(1).Shape;
        if (c.Needs(0)) c.Add(0, c.OutputGradient.Conv2D(c.Input(1), Stride, Pad, Dilation, Algorithm));
        if (c.Needs(1)) c.Add(1, Apply(new Conv2DKernelGradientOp((kernel[0], kernel[1]), Stride, Pad, Dilation, Algorithm), c.OutputGradient, c.Input(0)));
    }

    private Shape Images(Shape gradient, Shape kernel) => [gradient[0], Image.Height, Image.Width, kernel[2] * (InLanes ? ToLanesOp.Images : 1)];

    public ConvolutionGeometry Geometry(Shape gradient, Shape kernel) =>
        Conv2DOp.Geometry(Images(gradient, kernel), kernel, Stride, Pad, Dilation, Algorithm, InLanes);
}

/// <summary>The adjoint of a convolution in its kernel: the images by the outputs' gradient. Its attributes are the kernel's height and width.</summary>
internal sealed record Conv2DKernelGradientOp(
    Size2D Kernel, Size2D Stride, Padding2D Pad, Size2D Dilation, ConvolutionAlgorithm Algorithm = ConvolutionAlgorithm.Auto) : Op
{
    /// <summary>Whether images lie in lanes (see <see cref="ToLanesOp"/>): chosen by a plan, never recorded.</summary>
    public bool InLanes { get; init; }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Result(inputs[0].Shape, inputs[1].Shape), inputs[0].DType);

    public override long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs) => Conv2DOp.MultiplyAdds(Geometry(inputs[0].Shape, inputs[1].Shape));

    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) =>
        Convolution.KernelGradientWorkspace(Geometry(inputs[0].Shape, inputs[1].Shape), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c) =>
        Convolution.KernelGradient(Geometry(c.Input(0).Shape, c.Input(1).Shape), c.Input(0), c.Input(1), c.Output, c.Workspace);

    public override void Vjp(in VjpContext c)
    {
        Shape x = c.Input(0).Shape;
        if (c.Needs(0)) c.Add(0, Apply(new Conv2DInputGradientOp((x[1], x[2]), Stride, Pad, Dilation, Algorithm), c.Input(1), c.OutputGradient));
        if (c.Needs(1)) c.Add(1, c.Input(0).Conv2D(c.OutputGradient, Stride, Pad, Dilation, Algorithm));
    }

    private Shape Result(Shape x, Shape gradient)
    {
        int lanes = InLanes ? ToLanesOp.Images : 1;
        return [Kernel.Height, Kernel.Width, x[3] / lanes, gradient[3] / lanes];
    }

    public ConvolutionGeometry Geometry(Shape x, Shape gradient) => Conv2DOp.Geometry(x, Result(x, gradient), Stride, Pad, Dilation, Algorithm, InLanes);
}
