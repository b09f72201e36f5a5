namespace Hebb;

/// <summary>Among how many equally likely words (or classes) the model is undecided: e to the mean of its cross entropy. 1 is perfect, the number of classes a
/// guess. (Jelinek et al. 1977.)</summary>
/// <remarks>Predictions are <c>[batch, ..., classes]</c>; labels are class numbers (<c>[batch, ...]</c>). It is a mean over all rows of the epoch, taken before
/// the exponential, so that the size of the batches does not matter.</remarks>
/// <example><code>var perplexity = new Perplexity { IgnoredLabel = 0 };   // class 0 fills up short sentences</code></example>
public sealed class Perplexity : Metric
{
    private readonly State _total;
    private readonly State _count;

    /// <summary>Begins with nothing seen.</summary>
    public Perplexity()
    {
        _total = AddState("total", Tensor.Zeros([], DType.Float64));
        _count = AddState("count", Tensor.Zeros([], DType.Float64));
    }

    /// <summary>True (the default) when the predictions are logits; false when they are probabilities, as a softmax gives them.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>The label of rows that do not count, such as padding; null when all count.</summary>
    public int? IgnoredLabel { get; init; }

    /// <inheritdoc/>
    public override string Meaning => "e to the mean cross entropy: among how many equally likely classes the model is undecided";

    /// <inheritdoc/>
    public override double Result => Math.Exp(_total.ToScalar() / _count.ToScalar());

    /// <inheritdoc/>
    protected override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ClassNumbers right = ClassNumbers.Of(nameof(Perplexity), predictions, labels, IgnoredLabel);
        if (!FromLogits)
            predictions = predictions.RequireRange(nameof(Perplexity), "score", 0, 1, "leave FromLogits at true for logits, of which the softmax is taken");
        Tensor losses = new CrossEntropy { FromLogits = FromLogits, Reduction = Reduction.None }.Call(predictions, right.Labels).Cast(DType.Float64);
        if (right.LabelDoubt is { } doubt) losses += doubt;
        Tensor? each = SampleWeights.OfCounted(right.Counted, SampleWeights.Of(nameof(Perplexity), losses.Shape, weights));
        _total.Assign(_total + SampleWeights.Weigh(losses, each).Sum());
        _count.Assign(_count + (each is null ? Tensor.Scalar(losses.Count, DType.Float64) : each.Sum()));
    }
}
