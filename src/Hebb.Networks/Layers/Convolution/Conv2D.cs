using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A two-dimensional convolution: slides learned kernels over images.</summary>
/// <param name="filters">The number of kernels, which is the number of output channels.</param>
/// <param name="kernelSize">Height and width of the window: <c>3</c>, or <c>(3, 5)</c>.</param>
/// <param name="activation">Applied to the result; none when null.</param>
/// <remarks>Input <c>[batch, height, width, in]</c>, output <c>[batch, out-height, out-width, filters]</c>; kernel <c>[kh, kw, in, filters]</c>, bias
/// <c>[filters]</c>.
/// (LeCun et al. 1998.) As everywhere in the field, it is a correlation: the kernel is not flipped.</remarks>
/// <example><code>var conv = new Conv2D(6, 5, Activation.Relu) { Padding = Padding.Same };</code></example>
public sealed class Conv2D(int filters, Size2D kernelSize, Activation? activation = null) : Layer
{
    private Parameter _kernel = null!;
    private Parameter? _bias;

    /// <summary>The number of output channels.</summary>
    public int Filters { get; } = filters > 0 ? filters
        : throw new OptionException($"Conv2D: the number of filters is {filters}.", $"filters {filters}", "use at least one filter");

    /// <summary>Height and width of the window.</summary>
    public Size2D KernelSize { get; } = Require("kernelSize", kernelSize);

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; } = activation ?? Activation.Linear;

    /// <summary>How far the window moves from one output to the next; 1 by default.</summary>
    public Size2D Stride { get; init => field = Require("Stride", value); } = 1;

    /// <summary>Whether the image is padded with zeros so that stride 1 keeps its size; not by default.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>The distance between the window's taps; 1 by default.</summary>
    public Size2D Dilation { get; init => field = Require("Dilation", value); } = 1;

    /// <summary>How the convolution is computed; by default, the fastest way for its shapes. Where every last bit of precision matters,
    /// <see cref="ConvolutionAlgorithm.Direct"/>.</summary>
    public ConvolutionAlgorithm Algorithm { get; init; } = ConvolutionAlgorithm.Auto;

    /// <summary>Whether a bias is added; true by default. Leave it out before a batch normalization, which has its own.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel starts; <see cref="Initializer.GlorotUniform"/> by default.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the bias starts; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>What the kernel adds to the loss; nothing by default.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the bias adds to the loss; nothing by default, which is usual.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the layer's output adds to the loss, for each sample; nothing by default.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>What the kernel must be like after each update; anything by default.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the bias must be like after each update; anything by default.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>The kernel, once the layer is built.</summary>
    public Parameter Kernel => Made(_kernel);

    /// <summary>The bias, once the layer is built; null without one.</summary>
    public Parameter? Bias => UseBias ? Made(_bias) : null;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Images.Require(this, input);
        if (Padding == Padding.Valid && input[0] <= 4 && input[0] < KernelSize.Height && input[1] >= KernelSize.Height && input[2] >= KernelSize.Width)
            throw new ShapeException($"Conv2D: a kernel of {KernelSize} does not fit into an image of {input[0]}x{input[1]}, which looks like channels first.",
                $"sample {input}",
                $"bring images to [height, width, channels]: here [{input[1]}, {input[2]}, {input[0]}], with Permute(0, 2, 3, 1)");
        _kernel = AddParameter("kernel", [KernelSize.Height, KernelSize.Width, input[^1], Filters], KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias) _bias = AddParameter("bias", [Filters], BiasInitializer, BiasRegularizer, BiasConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor y = x.Conv2D(_kernel, Stride, Padding, Dilation, Algorithm);
        return Penalized(Activation.Call(_bias is null ? y : y + _bias), ActivityRegularizer);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["filters"] = Filters;
        config["kernelSize"] = KernelSize.ToJson();
        if (Activation != Activation.Linear) config["activation"] = Activation.Name;
        if (Stride != 1) config["stride"] = Stride.ToJson();
        if (Padding != Padding.Valid) config["padding"] = "same";
        if (Dilation != 1) config["dilation"] = Dilation.ToJson();
        if (Algorithm != ConvolutionAlgorithm.Auto) config["algorithm"] = "direct";
        if (!UseBias) config["useBias"] = false;
        config.Set("kernelInitializer", KernelInitializer, Initializer.GlorotUniform);
        config.Set("biasInitializer", BiasInitializer, Initializer.Zeros);
        config.Set("kernelRegularizer", KernelRegularizer);
        config.Set("biasRegularizer", BiasRegularizer);
        config.Set("activityRegularizer", ActivityRegularizer);
        config.Set("kernelConstraint", KernelConstraint);
        config.Set("biasConstraint", BiasConstraint);
    }

    private static Size2D Require(string option, Size2D size) => size is { Height: > 0, Width: > 0 } ? size
        : throw new OptionException($"Conv2D: {option} is {size}.", $"{option} {size}", "use positive numbers, such as 3 or (3, 5)");
}
