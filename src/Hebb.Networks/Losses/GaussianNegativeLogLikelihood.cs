using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The negative logarithm of the likelihood of values under a normal distribution whose mean and variance the model predicts, averaged over the
/// outputs of a sample. For regression that says how sure it is. (Nix and Weigend 1994.)</summary>
/// <remarks>
/// <para>The model gives two numbers for each output: of <c>[batch, ..., 2 n]</c> predictions, the first n are the means and the last n the logarithms of the
/// variances; labels are <c>[batch, ..., n]</c>. So the last layer is a <c>Dense(2 * n)</c> without activation.</para>
/// <para>Of mean m, log variance s and label y: <c>(s + (y - m)^2 e^-s) / 2</c>; <c>ln(2 pi) / 2</c> is left out unless <see cref="Full"/> is set. Gradients:
/// <c>(m - y) e^-s</c> and <c>(1 - (y - m)^2 e^-s) / 2</c>, over the number of outputs.</para>
/// </remarks>
/// <example><code>Tensor loss = new GaussianNegativeLogLikelihood().Call(meansAndLogVariances, values);   // [32, 2] and [32, 1] give []</code></example>
public sealed class GaussianNegativeLogLikelihood : Loss
{
    /// <inheritdoc/>
    public override string Name => "gaussian_negative_log_likelihood";

    /// <summary>True (the default) when the second half of the predictions are logarithms of variances, which may be any number; false when they are variances,
    /// of which those below <see cref="LeastVariance"/> count as that.</summary>
    public bool FromLogs { get; init; } = true;

    /// <summary>The smallest variance, where variances are predicted as they are; 1e-6 by default.</summary>
    public double LeastVariance
    {
        get;
        init => field = Option(nameof(GaussianNegativeLogLikelihood), nameof(LeastVariance), value, value > 0 && double.IsFinite(value),
            "use a small number above 0; 1e-6 is usual");
    } = 1e-6;

    /// <summary>Whether the constant <c>ln(2 pi) / 2</c> is added, so that the loss is the whole likelihood. The gradient does not change.</summary>
    public bool Full { get; init; }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["fromLogs"] = FromLogs;
        config["leastVariance"] = LeastVariance;
        config["full"] = Full;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Halves(nameof(GaussianNegativeLogLikelihood), predictions, labels);
        int n = y.Shape[^1];
        Tensor mean = predictions.Slice(-1, 0, n), spread = predictions.Slice(-1, n, n), square = (mean - y).Square();
        Tensor variance = FromLogs ? spread : spread.Clip(LeastVariance, double.PositiveInfinity);
        Tensor losses = FromLogs ? spread + square * (-spread).Exp() : variance.Log() + square / variance;
        return PerSample(losses * 0.5 + (Full ? Math.Log(2 * Math.PI) / 2 : 0));
    }
}
