using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Damps a channel by the strength of its neighbours at the same position: <c>y_c = x_c / (k + alpha * sum of x_j^2)^beta</c>, j over the
/// <see cref="Depth"/> channels around c.</summary>
/// <remarks>AlexNet's normalization, with its constants by default (A125; Krizhevsky, Sutskever and Hinton 2012, section 3.3); batch normalization
/// has taken its
/// place. Channels are the last axis; beyond the first and the last there are zeros. PyTorch divides alpha by the depth and takes k = 1. Keras 3 has
/// none.</remarks>
/// <example><code>Tensor y = x.Apply(new Conv2D(96, 11) { Stride = 4 }).Relu().Apply(new LocalResponseNormalization());</code></example>
public sealed class LocalResponseNormalization : Layer
{
    /// <summary>How many neighbouring channels are summed, the channel itself among them; 5 by default. Of an even number, one more lies before.</summary>
    public int Depth { get; init => field = value > 0 ? value
        : throw new OptionException($"LocalResponseNormalization: the depth is {value}.", $"Depth {value}", "sum over at least one channel; 5 is usual"); } = 5;

    /// <summary>k, what the sum is added to; 2 by default.</summary>
    public double Bias { get; init => field = Positive(nameof(Bias), value); } = 2;

    /// <summary>alpha, the factor of the sum of squares; 1e-4 by default.</summary>
    public double Alpha { get; init => field = Positive(nameof(Alpha), value); } = 1e-4;

    /// <summary>beta, the power of the divisor; 0.75 by default.</summary>
    public double Beta { get; init => field = Positive(nameof(Beta), value); } = 0.75;

    /// <inheritdoc/>
    protected override void Build(Shape input) => Normalized.Channels(this, input, 1);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int channels = x.Shape[^1];
        var around = new (int, int)[x.Rank];
        // Beyond the channels are zeros: a deeper sum is the same.
        (int before, int after) = (Math.Min(Depth / 2, Math.Max(0, channels - 1)), Math.Min((Depth - 1) / 2, Math.Max(0, channels - 1)));
        around[^1] = (before, after);
        Tensor squares = x.Square().Pad(around), sum = squares.Slice(-1, 0, channels);
        for (int i = 1; i <= before + after; i++) sum += squares.Slice(-1, i, channels);
        return x * (sum * Alpha + Bias).Pow(-Beta);
    }

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (Depth != 5) config["depth"] = Depth;
        if (Bias != 2) config["bias"] = Bias;
        if (Alpha != 1e-4) config["alpha"] = Alpha;
        if (Beta != 0.75) config["beta"] = Beta;
    }

    private static double Positive(string option, double value) => value > 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"LocalResponseNormalization: {option} is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), "use a number above zero");
}
