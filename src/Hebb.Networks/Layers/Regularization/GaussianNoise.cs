using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>In training, adds normal noise around 0; otherwise the identity. As a first layer it is data augmentation (A136), and makes a denoising
/// autoencoder.</summary>
/// <param name="standardDeviation">The standard deviation of the noise.</param>
/// <remarks>For small noise it acts like a penalty on the size of the gradient by the inputs. (Bishop 1995.)</remarks>
/// <example><code>var noise = new GaussianNoise(0.1);</code></example>
public sealed class GaussianNoise(double standardDeviation) : NoiseLayer
{
    /// <summary>The standard deviation of the noise.</summary>
    public double StandardDeviation { get; } = standardDeviation >= 0 && double.IsFinite(standardDeviation) ? standardDeviation
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"GaussianNoise: the standard deviation is {standardDeviation}."),
            string.Create(CultureInfo.InvariantCulture, $"standardDeviation {standardDeviation}"),
            "use a number of zero or more; 0.1 is usual for inputs around 1");

    private protected override bool IsOff => StandardDeviation == 0;

    private protected override Tensor Disturb(Tensor x, ulong key, Tensor call) => x + x.NormalLike(key, call) * StandardDeviation;

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["standardDeviation"] = StandardDeviation;
}
