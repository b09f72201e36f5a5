using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A fully connected layer: <c>activation(x W + b)</c>.</summary>
/// <param name="units">The number of outputs.</param>
/// <param name="activation">Applied to the result; none when null.</param>
/// <remarks>Input <c>[batch, in]</c>, output <c>[batch, units]</c>, or <c>[batch, steps, in]</c> and <c>[batch, steps, units]</c>; kernel W <c>[in,
/// units]</c>, bias b <c>[units]</c>.</remarks>
/// <example><code>var hidden = new Dense(128, Activation.Relu);</code></example>
public sealed class Dense(int units, Activation? activation = null) : Layer
{
    private Parameter _kernel = null!;
    private Parameter? _bias;

    /// <summary>The number of outputs.</summary>
    public int Units { get; } = units > 0 ? units
        : throw new OptionException($"Dense: the number of units is {units}.", $"units {units}", "use at least one unit");

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; } = activation ?? Activation.Linear;

    /// <summary>Whether a bias is added; true by default. Leave it out before a normalization, which has its own.</summary>
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
        if (input.Rank == 0)
            throw new ShapeException("Dense: the input has no features, only a batch axis.", $"input [batch]",
                "give each sample an axis of features: Reshape(-1, 1)");
        if (input.Rank > 2)
            throw new ShapeException($"Dense: a sample here is {input}, an image or a stack of them, and a dense layer takes rows of features.",
                $"sample {input}",
                $"add new Flatten() before it; for the same dense layer at each pixel, use new Conv2D({Units}, 1)");
        _kernel = AddParameter("kernel", [input[^1], Units], KernelInitializer, KernelRegularizer, KernelConstraint);
        if (UseBias) _bias = AddParameter("bias", [Units], BiasInitializer, BiasRegularizer, BiasConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        Tensor y = x.MatMul(_kernel);
        return Penalized(Activation.Call(_bias is null ? y : y + _bias), ActivityRegularizer);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["units"] = Units;
        if (Activation != Activation.Linear) config["activation"] = Activation.Name;
        if (!UseBias) config["useBias"] = false;
        config.Set("kernelInitializer", KernelInitializer, Initializer.GlorotUniform);
        config.Set("biasInitializer", BiasInitializer, Initializer.Zeros);
        config.Set("kernelRegularizer", KernelRegularizer);
        config.Set("biasRegularizer", BiasRegularizer);
        config.Set("activityRegularizer", ActivityRegularizer);
        config.Set("kernelConstraint", KernelConstraint);
        config.Set("biasConstraint", BiasConstraint);
    }
}
