using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A loss for yes-or-no questions, each with an output of its own, averaged over the outputs of a sample.</summary>
/// <remarks>Predictions and labels have one shape, <c>[batch, ...]</c>; labels are 0 for no and 1 for yes (Bool, too). For a single question, predictions
/// <c>[batch, 1]</c>, labels may be class numbers, <c>[batch]</c>, as a <c>Dataset</c> of two classes has them.</remarks>
/// <example><code>
/// Loss loss = new BinaryCrossEntropy { ClassWeights = [1, 10] };   // a missed yes costs ten times a false one
/// Loss even = new BinaryCrossEntropy { ClassWeights = train.BalancedClassWeights() };
/// </code></example>
public abstract class BinaryLoss : Loss
{
    /// <summary>How much a no and a yes count, in this order; null (the default) when both count the same.</summary>
    /// <remarks>The weight multiplies the loss of an output, before the mean over a sample's outputs; a label between 0 and 1 has a weight between the two. As
    /// with weights of samples, the mean divides by the number of losses, as in Keras.</remarks>
    /// <exception cref="OptionException">There are not two weights, one is negative or not finite, or both are zero.</exception>
    public IReadOnlyList<double>? ClassWeights
    {
        get;
        init
        {
            if (value is { Count: not 2 })
                throw new OptionException($"{GetType().Name}: there are {value.Count} class weights for no and yes.",
                    $"ClassWeights [{ClassWeightTable.Print(value)}]", "give two weights, of no and of yes: [1, 10]");
            if (value is not null) ClassWeightTable.Check(GetType().Name, value);
            field = value is null ? null : [.. value];
        }
    }

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["classWeights"] = ClassWeights is null ? null : $"[{ClassWeightTable.Print(ClassWeights)}]";
    }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Tensor targets = Agreement.Answers(GetType().Name, predictions, labels), losses = OfTargets(predictions, targets);
        if (ClassWeights is [var no, var yes]) losses *= targets.Clip(0, 1) * (yes - no) + no;
        return PerSample(losses);
    }

    /// <summary>The loss of each output.</summary>
    /// <param name="predictions"><c>[batch, ...]</c>.</param>
    /// <param name="targets">Of the predictions' shape and type.</param>
    protected abstract Tensor OfTargets(Tensor predictions, Tensor targets);
}
