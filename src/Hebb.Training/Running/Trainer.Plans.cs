namespace Hebb;

public partial class Trainer
{
    // A reader gathers full batches into one set of buffers and the short last one into another: a plan reads one of them. Where gradients are gathered over
    // several batches, the first, the last and those between have plans of their own.
    private readonly Dictionary<(Batch, bool, bool), Plan> _plans = [];
    private bool[]? _trainable;

    /// <summary>Takes a step by replaying it, capturing it first when there is no plan for this batch's buffers; gives back its loss.</summary>
    private double RunPlan(Batch batch)
    {
        var key = (batch, _inGroup.IsFirst, _inGroup.IsLast);
        if (!_plans.TryGetValue(key, out Plan? plan)) _plans[key] = plan = Compile(batch);
        return Replay(plan);
    }

    /// <summary>Replays a plan; gives back its loss.</summary>
    internal static double Replay(Plan plan)
    {
        plan.Replay();
        double loss = plan.Result.DType == DType.Float64 ? plan.Result.AsSpan<double>()[0] : plan.Result.AsSpan<float>()[0];
        GC.KeepAlive(plan);
        return loss;
    }

    private Plan Compile(Batch batch) => Plan.Compile(() => CheckedStep(batch));

    /// <summary>Has steps captured anew if layers were frozen or thawed since.</summary>
    private void RenewPlans()
    {
        bool[] trainable = [.. Model.Descendants().Select(static module => module.Trainable)];
        if (_trainable is not null && trainable.AsSpan().SequenceEqual(_trainable)) return;
        _trainable = trainable;
        _plans.Clear();
        _parameters = null;
    }
}
