namespace Hebb;

/// <summary>A figure that tells people how well a model does, kept over the batches of an epoch.</summary>
/// <remarks>
/// <para>Its running sums are <see cref="State"/>s in Float64, changed with tensor ops: a captured training step contains them, and an epoch of any length
/// is summed exactly enough.</para>
/// <para>One rule holds for what is not as it should be, in eager and in captured steps alike. Nothing seen (no batch, or empty ones) is NaN. Where a
/// prediction that counts or a label is NaN, so is <see cref="Result"/> until <see cref="Reset"/>: neither right nor wrong is true of it, and a model that
/// broke down must not look like one that is merely bad. (Keras counts it as an answer.) Infinite predictions compare like other numbers; what calculates with
/// them is infinite or NaN. Labels that cannot be are a <see cref="DataException"/>: a class number outside the classes, an answer to a yes-or-no question
/// outside -1 to 1. So are scores outside 0 to 1 where a metric was told that they are no logits.</para>
/// </remarks>
/// <example><code>
/// var accuracy = new Accuracy();
/// foreach (Batch batch in test.Batches(256)) accuracy.Update(model.Predict(batch.Inputs), batch.Labels);
/// Console.WriteLine(accuracy.Result);
/// </code></example>
public abstract partial class Metric : Module
{
    /// <summary>What the figure is, in a line: the name alone (is "accuracy" of the top class, of five, of each output?) does not say.</summary>
    public abstract string Meaning { get; }

    /// <summary>The value over everything seen since <see cref="Reset"/>; NaN when nothing was seen.</summary>
    public abstract double Result { get; }

    /// <summary>True where a trainer hands on the weights of the samples (<c>Dataset.WithWeights</c>), so that a sample counts by its weight; false (the
    /// default) where each counts the same, as the names of the figures say. Keras's <c>weighted_metrics</c>.</summary>
    public bool Weighted { get; init; }

    /// <summary>Which run counts with it.</summary>
    internal Holder Holder { get; } = new();

    /// <summary>Takes a batch in.</summary>
    /// <param name="predictions">What the model gave; its first axis is the batch.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="weights">How much each sample counts, <c>[batch]</c>, or more of them where a sample has several figures (as the pixels of an
    /// image have); 0 or more, and null when all count the same. Whether <see cref="Weighted"/> is set does not matter here.</param>
    /// <remarks>A mean divides by the sum of the weights and not, as that of a <see cref="Loss"/>, by the number of samples, so that a weight of 2 is the
    /// sample's coming twice, and a weight of 0 its not coming at all. That is Keras's rule, and scikit-learn's.</remarks>
    /// <exception cref="ShapeException">The shapes do not belong together.</exception>
    /// <exception cref="DTypeException">The predictions are not floating point, or the labels not of a type that this metric understands.</exception>
    /// <exception cref="DataException">A label, a score or a weight is one that cannot be.</exception>
    /// <exception cref="UsageException">There are weights, and the metric takes none.</exception>
    public void Update(Tensor predictions, Tensor labels, Tensor? weights = null)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labels);
        RequireValues("predictions", predictions);
        RequireValues("labels", labels);
        RequireValues("weights", weights);
        using var scope = TensorScope.Begin();   // nothing here is differentiated
        Accumulate(predictions, labels, weights);
    }

    private void RequireValues(string argument, Tensor? given)
    {
        if (given is { IsSymbolic: true })
            throw new UsageException($"{GetType().Name}: the {argument} are symbolic, and have no values to count.", $"{argument} {given}",
                "build a model, and give the metric what it predicts; a trainer does so");
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        using var scope = TensorScope.Begin();
        foreach (Variable variable in Weights) variable.Assign(Tensor.Zeros(variable.Shape, variable.DType));
    }

    /// <summary>The name and what it means.</summary>
    public override string ToString() => $"{Name}: {Meaning}{(Weighted ? "; samples count by their weights" : "")}";

    /// <summary>Adds a batch to the states, with tensor ops and <see cref="Variable.Assign"/>; values are not read here.</summary>
    /// <param name="predictions">What the model gave.</param>
    /// <param name="labels">The truth.</param>
    /// <param name="weights">How much each sample counts; null when all count the same. See <see cref="RefuseWeights"/>.</param>
    protected abstract void Accumulate(Tensor predictions, Tensor labels, Tensor? weights);

    /// <summary>For a metric that counts every sample the same: says so to whoever has weights, instead of forgetting them.</summary>
    /// <exception cref="UsageException">There are weights.</exception>
    protected void RefuseWeights(Tensor? weights)
    {
        if (weights is not null)
            throw new UsageException($"{GetType().Name}: this metric counts every sample the same, and was given weights.", $"weights {weights.Spec}",
                "leave its Weighted at false, or call Update without weights");
    }
}
