using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A loss between cross entropy and the absolute error, for labels of which some are wrong: no sample can pull on it without bound.</summary>
/// <remarks>
/// <para>Of the probability p that the model gives to the right class: <c>(1 - p^q) / q</c>; it tends to <c>-ln p</c> as q goes to 0, and is <c>1 - p</c> at
/// q = 1. Computed from ln p, so that it keeps its digits. (Zhang and Sabuncu 2018. Keras says of q near 0 that it is the robust end; it is the other
/// one.)</para>
/// <para>Predictions are <c>[batch, ..., classes]</c>. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or a probability for every class, under
/// which the mean is taken.</para>
/// </remarks>
/// <example><code>Tensor loss = new CategoricalGeneralizedCrossEntropy().Call(logits, labels);   // [32, 10] and [32] give []</code></example>
public sealed class CategoricalGeneralizedCrossEntropy : CategoricalLoss
{
    /// <inheritdoc/>
    public override string Name => "categorical_generalized_cross_entropy";

    /// <summary>True (the default) when the predictions are logits; false when they are probabilities, which are brought to a sum of 1, and of which those
    /// below 1e-7 count as 1e-7.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>Where the loss lies between cross entropy (towards 0, 1e-30 at least) and the absolute error (1); 0.5 by default, 0.7 is the paper's.</summary>
    public double Q
    {
        get;
        init => field = Option(nameof(CategoricalGeneralizedCrossEntropy), nameof(Q), value, value is >= 1e-30 and <= 1,
            "use a number from 1e-30 to 1; for 0, use CrossEntropy");
    } = 0.5;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        base.Configure(config);
        config["fromLogits"] = FromLogits;
        config["q"] = Q;
    }

    /// <inheritdoc/>
    protected override Tensor OfTargets(Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        return (targets * (Probabilities.Log(predictions, FromLogits) * Q).Expm1()).Sum(-1) * (-1 / Q);
    }
}
