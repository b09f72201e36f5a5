namespace Hebb;

/// <summary>A figure that tells people how well a model does, kept over the batches of an epoch.</summary>
/// <remarks>Its running sums are <see cref="State"/>s in Float64, changed with tensor ops: a captured training step contains them, and an epoch of any length
/// is summed exactly enough.</remarks>
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

    /// <summary>Takes a batch in.</summary>
    /// <param name="predictions">What the model gave; its first axis is the batch.</param>
    /// <param name="labels">The truth.</param>
    /// <exception cref="ShapeException">The shapes do not belong together.</exception>
    /// <exception cref="DTypeException">The predictions are not floating point, or the labels not of a type that this metric understands.</exception>
    public void Update(Tensor predictions, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labels);
        using var scope = TensorScope.Begin();   // nothing here is differentiated
        Accumulate(predictions, labels);
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        using var scope = TensorScope.Begin();
        foreach (Variable variable in Weights) variable.Assign(Tensor.Zeros(variable.Shape, variable.DType));
    }

    /// <summary>The name and what it means.</summary>
    public override string ToString() => $"{Name}: {Meaning}";

    /// <summary>Adds a batch to the states, with tensor ops and <see cref="Variable.Assign"/>; values are not read here.</summary>
    protected abstract void Accumulate(Tensor predictions, Tensor labels);
}
