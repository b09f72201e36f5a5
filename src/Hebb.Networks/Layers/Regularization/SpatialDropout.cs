using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Drops whole channels in training: a sample's map is zero everywhere or kept, and scaled up, everywhere; otherwise the identity.</summary>
/// <param name="rate">The fraction of channels that is dropped, from 0 up to but not including 1.</param>
/// <remarks>Neighbouring pixels are alike, so that dropping single ones takes little away. One layer for sequences <c>[steps, channels]</c>, images <c>[height,
/// width, channels]</c> and volumes: Keras's SpatialDropout1D, 2D and 3D. (Tompson et al. 2015.)</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(64, 3, Activation.Relu)).Apply(new SpatialDropout(0.2));</code></example>
public sealed class SpatialDropout(double rate) : NoiseLayer
{
    /// <summary>The fraction of channels that is dropped.</summary>
    public double Rate { get; } = CheckedRate(nameof(SpatialDropout), rate);

    private protected override bool IsOff => Rate == 0;

    private protected override void Require(Shape input)
    {
        if (input.Rank < 2)
            throw new ShapeException($"SpatialDropout: a sample here is {input}, without positions over which a channel could be dropped.", $"sample {input}",
                "use Dropout for rows of features");
    }

    private protected override Tensor Disturb(Tensor x, ulong key, Tensor call)
    {
        Shape maps = x.Shape;
        for (int axis = 1; axis < x.Rank - 1; axis++) maps = maps.With(axis, 1);
        return x * Tensor.Ones(maps, x.DType).Dropout(Rate, key, call);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["rate"] = Rate;
}
