namespace Hebb;

public partial class Trainer
{
    private readonly Mean _penalty = new("penalty");   // over the samples of an epoch, as for metrics

    /// <summary>The loss with the penalty of the model's regularizers, which is reported apart, as <c>penalty</c> before the metrics; the loss itself when the
    /// model has none. For <see cref="Step"/>: what is differentiated, while the loss alone is returned (A134).</summary>
    /// <param name="loss">The loss of the batch.</param>
    /// <param name="batch">The batch; the model was called with it since the tape was opened.</param>
    protected Tensor Penalized(Tensor loss, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(batch);
        return ReportPenalty(batch) is { } penalty ? loss + penalty : loss;
    }

    private Tensor? ReportPenalty(Batch batch)
    {
        if (!Model.HasPenalty) return null;
        Tensor penalty = Model.Penalty();
        _penalty.Add(penalty, batch.Count);
        return penalty;
    }

    private void ResetMetrics()
    {
        _penalty.Reset();
        foreach (Metric metric in Metrics) metric.Reset();
    }

    private MetricValue[] MetricValues()
    {
        List<MetricValue> values = [];
        if (Model.HasPenalty) values.Add(new(_penalty.Name, _penalty.Result));
        foreach (Metric metric in Metrics) values.Add(new(metric.Name, metric.Result));
        return [.. values];
    }
}
