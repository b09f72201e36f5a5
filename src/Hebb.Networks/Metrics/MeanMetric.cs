namespace Hebb;

/// <summary>A metric that is the mean of a number which each sample has: a sum and a count, or the sum of the weights.</summary>
public abstract class MeanMetric : Metric
{
    private readonly State _total;
    private readonly State _count;

    /// <summary>Makes the sums.</summary>
    protected MeanMetric()
    {
        _total = AddState("total", Tensor.Zeros([], DType.Float64));
        _count = AddState("count", Tensor.Zeros([], DType.Float64));
    }

    /// <inheritdoc/>
    public override double Result => _total.ToScalar() / _count.ToScalar();

    /// <inheritdoc/>
    protected sealed override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights)
    {
        Tensor values = Values(predictions, labels).Cast(DType.Float64);
        Tensor? each = SampleWeights.OfCounted(Counted(predictions, labels), SampleWeights.Of(GetType().Name, values.Shape, weights));
        _total.Assign(_total + SampleWeights.Weigh(values, each).Sum());
        _count.Assign(_count + (each is null ? Tensor.Scalar(values.Count, DType.Float64) : each.Sum()));
    }

    /// <summary>Which of the numbers count, in their shape; null when all do.</summary>
    private protected virtual Tensor? Counted(Tensor predictions, Tensor labels) => null;

    /// <summary>The numbers whose mean is the metric, of any type and shape; true counts as 1.</summary>
    protected abstract Tensor Values(Tensor predictions, Tensor labels);
}
