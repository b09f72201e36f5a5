using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Normalises each sample by itself, over its features: <c>(x - mean) / sqrt(variance + epsilon) * gamma + beta</c>.</summary>
/// <remarks>Nothing depends on the batch: the same in training and in use, and with batches of any size; the usual choice in recurrent networks and
/// transformers
/// (A124). Mean and variance are taken over the last axis, or from <see cref="Axis"/> to the last; gamma and beta have the shape of those axes.
/// (Ba, Kiros and Hinton 2016.)</remarks>
/// <example><code>Tensor y = x.Apply(new Dense(64)).Apply(new LayerNormalization()).Relu();</code></example>
public sealed class LayerNormalization : ScaledNormalization
{
    /// <summary>The first of the axes that are normalised together, up to the last; -1 by default: the last alone, as in Keras. Counted with the
    /// batch axis, or from
    /// the end when negative; PyTorch's <c>normalized_shape</c> of k axes is -k.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        int first = Normalized.FirstAxis(this, input, Axis);
        AddScales(input[(first - 1)..]);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int first = Normalized.FirstAxis(this, x.Shape[1..], Axis);
        return Affine(Normalized.Standard(x, Normalized.Axes(first, x.Rank), Epsilon));
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Axis != -1) config["axis"] = Axis;
        base.Configure(config);
    }
}
