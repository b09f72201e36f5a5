using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>One minus the overlap of the predicted and the true region, where what was found in error and what was missed have weights of their own: the
/// <see cref="Dice"/> loss when both are one half. (Salehi et al. 2017.)</summary>
/// <param name="alpha">The weight of what was found in error (false positives); 0 or more.</param>
/// <param name="beta">The weight of what was missed (false negatives); 0 or more, and above alpha when missing something is worse.</param>
/// <remarks>
/// <para>Of the probabilities p and labels y of a sample's elements: <c>1 - (T + s) / (T + alpha F + beta M + s)</c> with the hits <c>T = sum(p y)</c>, the
/// false ones <c>F = sum(p (1 - y))</c> and the missed ones <c>M = sum((1 - p) y)</c>, s being <see cref="Epsilon"/>. These are the paper's weights; Keras
/// documents the same and computes them the other way round.</para>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>; labels are 0 or 1 (Bool, too), or a probability. A sample has one loss.</para>
/// </remarks>
/// <example><code>Tensor loss = new Tversky(alpha: 0.3, beta: 0.7).Call(logits, masks);   // [8, 64, 64, 1] and [8, 64, 64, 1] give []</code></example>
public sealed class Tversky(double alpha = 0.5, double beta = 0.5) : Loss
{
    /// <inheritdoc/>
    public override string Name => "tversky";

    internal override LabelKind Labels => LabelKind.Probability;

    /// <summary>The weight of what was found in error.</summary>
    public double Alpha { get; } = Weight(nameof(Alpha), alpha);

    /// <summary>The weight of what was missed.</summary>
    public double Beta { get; } = Weight(nameof(Beta), beta);

    /// <summary>True (the default) when the predictions are logits, of which the sigmoid is taken; false when they are probabilities.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>Added above and below the fraction, so that nothing predicted where nothing is costs nothing; 1e-7 by default, and 1 is usual, too.</summary>
    public double Epsilon
    {
        get;
        init => field = Option(nameof(Tversky), nameof(Epsilon), value, value > 0 && double.IsFinite(value), "use a number above 0; 1e-7 and 1 are usual");
    } = 1e-7;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["alpha"] = Alpha;
        config["beta"] = Beta;
        config["fromLogits"] = FromLogits;
        config["epsilon"] = Epsilon;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor y = Agreement.Elementwise(nameof(Tversky), predictions, labels), p = FromLogits ? predictions.Sigmoid() : predictions;
        Tensor hits = SumPerSample(p * y), falseOnes = SumPerSample(p * (1 - y)), missed = SumPerSample((1 - p) * y);
        return 1 - (hits + Epsilon) / (hits + falseOnes * Alpha + missed * Beta + Epsilon);
    }

    private static double Weight(string name, double value) =>
        Option(nameof(Tversky), name, value, value >= 0 && double.IsFinite(value), "use a number from 0; 0.5 for both is the Dice loss");
}
