namespace Hebb;

public partial class Trainer
{
    private const int EvaluationBatch = 256;
    private readonly EvaluationPlans _evaluations = new();
    private Func<Batch, Tensor>? _evaluateBatch;   // made once: a batch allocates nothing

    /// <summary>The mean loss of the samples and the metrics over a data set, with layers in their mode of use.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="batch">How many are computed at a time.</param>
    /// <remarks>Unless <see cref="Eager"/> is set, a batch is captured once for each shape, its metrics included, and replayed from then on: the same bits, and
    /// nothing is allocated for a batch.</remarks>
    /// <exception cref="ShapeException">The data does not fit the model, the loss or a metric.</exception>
    /// <exception cref="UsageException">A metric is in use by another trainer that is running.</exception>
    public Evaluation Evaluate(Dataset data, int batch = EvaluationBatch)
    {
        ArgumentNullException.ThrowIfNull(data);
        RequireBatch("Evaluate", batch);
        CheckData(Evaluating, data);
        if (!_isRunning) return EvaluateAlone(data, batch);
        Tensor[] sums = _position.Step > 0 ? [.. MetricSums().Select(static sum => sum.Variable.Detach())] : [];   // of the epoch in progress
        Evaluation result = EvaluateAll(data, batch);
        if (sums.Length == 0) return result;
        int i = 0;
        foreach ((_, Variable sum) in MetricSums()) sum.Assign(sums[i++]);
        return result;
    }

    private Evaluation EvaluateAll(Dataset data, int batch)
    {
        ResetMetrics();
        BatchReader reader = new(data, batch);
        bool isPlanned = !Eager && Recorder.Current.Capture is null;
        if (isPlanned) _evaluations.Begin(Model);
        _evaluateBatch ??= EvaluateBatch;
        double sum = 0;
        for (int k = 0; k < reader.Count; k++)
        {
            double loss = isPlanned ? _evaluations.Run(reader, k, _evaluateBatch) : EvaluateEagerly(reader.Read(0, k));
            sum += SumOfLosses(loss, reader.SamplesOf(k));
        }
        if (!_isRunning) _evaluations.Shrink();
        return new(sum / data.Count, MetricValues());
    }

    private double EvaluateEagerly(Batch batch)
    {
        using var scope = TensorScope.Inference();
        return EvaluateBatch(batch).ToScalar();
    }

    // The loss of a batch; the metrics take it in.
    private Tensor EvaluateBatch(Batch batch)
    {
        using var scope = TensorScope.Inference();
        Tensor predictions = Model.Call(batch.Inputs);
        Tensor loss = Loss.Call(predictions, batch.Labels, batch.Weights);
        ReportPenalty(batch);
        foreach (Metric metric in Metrics) metric.Update(predictions, batch.Labels, metric.Weighted ? batch.Weights : null);
        return Loss.Reduction == Reduction.None ? loss.Mean() : loss;
    }
}
