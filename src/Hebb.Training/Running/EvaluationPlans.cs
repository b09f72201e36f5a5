namespace Hebb;

/// <summary>Batches to evaluate on, each with the plan that reads it: kept from one evaluation to the next for the shapes that were met last.</summary>
internal sealed class EvaluationPlans
{
    private const int Most = 4;                       // two data sets with a full batch and a smaller last one each
    private const long MostIdleBytes = 64 << 20;
    private readonly List<(Batch Batch, Plan Plan)> _plans = [];   // the last used at the end
    private PredictionPool? _model;

    /// <summary>Forgets what was captured of the model if its layers are others now.</summary>
    public void Begin(Model model)
    {
        if (!ReferenceEquals(_model, model.Predictions)) _plans.Clear();
        _model = model.Predictions;
    }

    /// <summary>Evaluates a batch of a reader, captured first where there is no plan for its shape; gives back its loss.</summary>
    public double Run(BatchReader reader, int number, Func<Batch, Tensor> evaluate)
    {
        (Batch batch, Plan plan) = Find(reader, reader.SamplesOf(number), evaluate);
        reader.Read(0, number, batch);
        return Trainer.Replay(plan);
    }

    /// <summary>Forgets the plans if they hold much memory: once no run needs them after each epoch.</summary>
    public void Shrink()
    {
        if (_plans.Sum(static kept => kept.Plan.SlabBytes + kept.Batch.Inputs.Spec.Bytes) > MostIdleBytes) _plans.Clear();
    }

    private (Batch Batch, Plan Plan) Find(BatchReader reader, int samples, Func<Batch, Tensor> evaluate)
    {
        for (int i = _plans.Count - 1; i >= 0; i--)
        {
            (Batch Batch, Plan Plan) kept = _plans[i];
            if (!reader.Fits(kept.Batch, samples)) continue;
            _plans.RemoveAt(i);
            _plans.Add(kept);
            return kept;
        }
        if (_plans.Count == Most) _plans.RemoveAt(0);
        _plans.Add(Capture(reader.Allocate(samples), evaluate));
        return _plans[^1];
    }

    private static (Batch, Plan) Capture(Batch batch, Func<Batch, Tensor> evaluate) => (batch, Plan.Compile(() => evaluate(batch)));
}
