using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Parametric ReLU: <c>x</c> above zero, <c>alpha x</c> below, with slopes alpha that are learned. (He and others 2015; A053.)</summary>
/// <remarks>One slope for each element of a sample, unless axes share theirs. Gradient: 1 above zero, else alpha for x; the sum of <c>g min(x, 0)</c> for
/// alpha.</remarks>
/// <example><code>var unit = new PRelu { SharedAxes = [1, 2] };   // after a convolution: one slope per channel</code></example>
public sealed class PRelu : Layer
{
    private Parameter _alpha = null!;

    /// <summary>The axes along which one slope serves all; counted from 1, as in Keras, since 0 is the batch. None by default. After a convolution, 1 and
    /// 2.</summary>
    public IReadOnlyList<int> SharedAxes { get; init => field = value ?? throw new ArgumentNullException(nameof(SharedAxes)); } = [];

    /// <summary>How the slopes start; zeros by default, as in Keras, which is a ReLU. PyTorch starts at 0.25.</summary>
    public Initializer AlphaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>What the slopes add to the loss; nothing by default.</summary>
    public Regularizer? AlphaRegularizer { get; init; }

    /// <summary>What the slopes must be like after each update; anything by default.</summary>
    public Constraint? AlphaConstraint { get; init; }

    /// <summary>The slopes below zero, once the layer is built.</summary>
    public Parameter Alpha => Made(_alpha);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape shape = input;
        foreach (int axis in SharedAxes)
        {
            if (axis < 1 || axis > input.Rank)
                throw new ShapeException($"PRelu: a sample has no axis {axis} to share slopes along.",
                    $"sample {input}   shared axes [{string.Join(", ", SharedAxes)}]",
                    input.Rank == 0 ? "share none" : $"use axes from 1 to {input.Rank}; 0 is the batch");
            shape = shape.With(axis - 1, 1);
        }
        _alpha = AddParameter("alpha", shape, AlphaInitializer, AlphaRegularizer, AlphaConstraint,
            decays: false);   // decay would pull it to ReLU (He et al. 2015, section 2.1)
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Relu() + _alpha * x.Minimum(0);

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (SharedAxes.Count > 0) config["sharedAxes"] = ((ReadOnlySpan<int>)[.. SharedAxes]).ToJson();
        config.Set("alphaInitializer", AlphaInitializer, Initializer.Zeros);
        config.Set("alphaRegularizer", AlphaRegularizer);
        config.Set("alphaConstraint", AlphaConstraint);
    }
}
