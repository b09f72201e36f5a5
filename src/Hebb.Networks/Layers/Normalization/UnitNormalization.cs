using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Scales vectors to length 1: <c>x / ||x||</c>, along the last axis or another one. A vector of zeros stays one.</summary>
/// <remarks>Afterwards a product of two vectors is the cosine between them. As in Keras 3, the squared length counts as 1e-12 at least.</remarks>
/// <example><code>Tensor direction = x.Apply(new Dense(64)).Apply(new UnitNormalization());</code></example>
public sealed class UnitNormalization : Layer
{
    private const double LeastSquare = 1e-12;

    /// <summary>The axis along which a vector lies; -1, the last, by default. Counted with the batch axis, which cannot be it.</summary>
    public int Axis { get; init; } = -1;

    /// <inheritdoc/>
    protected override void Build(Shape input) => Normalized.FirstAxis(this, input, Axis);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x * x.Square().Sum(Axis, keepDims: true).Maximum(LeastSquare).Rsqrt();
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Axis != -1) config["axis"] = Axis;
    }
}
