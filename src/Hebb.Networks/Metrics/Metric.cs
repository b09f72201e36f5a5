namespace Hebb;

/// <summary>A figure that tells people how well a model does, kept over the batches of an epoch.</summary>
/// <remarks>Its running sums are <see cref="State"/>s changed with tensor ops, so that a captured training step contains them.</remarks>
public abstract class Metric : Module
{
    /// <summary>The value over everything seen since <see cref="Reset"/>; NaN when nothing was seen.</summary>
    public abstract double Result { get; }

    /// <summary>Takes a batch in.</summary>
    public abstract void Update(Tensor predictions, Tensor labels);

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        foreach (Variable variable in Weights) variable.Assign(Tensor.ZerosLike(variable));
    }
}
