namespace Hebb;

public partial class Trainer
{
    private readonly Dictionary<Tensor, Variable> _sums = new(ReferenceEqualityComparer.Instance);   // of the gradients of the group's batches so far
    private readonly Variable _summed = new(new TensorSpec([], DType.Float64), "samples");           // how many samples those batches had
    private readonly int _accumulationSteps = 1;
    private (bool IsFirst, bool IsLast) _inGroup = (true, true);
    private bool _hasApplied;

    /// <summary>Over how many batches gradients are gathered before they are applied once; 1 by default. With batches of 32 and 4 of them, the steps are
    /// those of
    /// batches of 128, to rounding, in the memory of 32; batch normalization still sees 32.</summary>
    /// <remarks>The last step of an epoch takes what is left. Clipping is of the gathered gradients, and the optimizer, its schedule and averages count
    /// the applied steps. Row-sparse gradients become dense.</remarks>
    public int AccumulationSteps
    {
        get => _accumulationSteps;
        init => _accumulationSteps = value > 0 ? value
            : throw new OptionException($"Trainer: gradients cannot be gathered over {value} batches.", $"AccumulationSteps {value}",
                "use a number above zero; 1 applies the gradients of each batch");
    }

    /// <summary>Clips and applies the gradients of a batch, or gathers them: see <see cref="AccumulationSteps"/>. For a <see cref="Step"/> of your own with one
    /// optimizer.</summary>
    /// <param name="gradients">The gradients of the batch's loss by <see cref="Parameters"/>.</param>
    /// <param name="samples">How many samples the batch has.</param>
    protected void Apply(Gradients gradients, int samples)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        _hasApplied = true;
        using var scope = TensorScope.Begin();
        if (_inGroup is not (true, true)) gradients = Gather(gradients, Loss.Reduction == Reduction.Sum ? 1 : samples);
        if (_inGroup.IsLast) Optimizer.Apply(Clipping?.Apply(gradients) ?? gradients);
    }

    // Sums of the batches' gradients, each times its number of samples; with the last batch their mean over all samples. A sum stays a sum.
    private Gradients Gather(Gradients gradients, int weight)
    {
        Gradients gathered = new();
        Tensor samples = _inGroup.IsFirst ? Tensor.Scalar(weight, DType.Float64) : _summed + weight;
        Tensor divisor = Loss.Reduction == Reduction.Sum ? Tensor.Scalar(1, DType.Float64) : samples;
        foreach (Tensor source in gradients.Sources)
        {
            if (!gradients.Reaches(source)) continue;
            Variable sum = Sum(source);
            Tensor now = gradients[source] * weight;
            if (!_inGroup.IsFirst) now = sum + now;
            if (_inGroup.IsLast) gathered.Add(source, new(now / divisor.Cast(source.DType), null));
            else sum.Assign(now);
        }
        if (!_inGroup.IsLast) _summed.Assign(samples);
        return gathered;
    }

    private Variable Sum(Tensor source)
    {
        if (!_sums.TryGetValue(source, out Variable? sum)) _sums[source] = sum = new(source.Spec, "sum of gradients");
        return sum;
    }

    // Says where in its group the next step of an epoch is.
    private void EnterGroup(int step, int steps) =>
        _inGroup = (step % AccumulationSteps == 0, (step + 1) % AccumulationSteps == 0 || step + 1 == steps);

    // How many steps the optimizer takes in an epoch of so many batches, and how many of them it has taken after some.
    private long Groups(int steps) => (steps + AccumulationSteps - 1) / AccumulationSteps;

    private long Applied(int step, int steps) => step == steps ? Groups(steps) : step / AccumulationSteps;

    private IEnumerable<(string Name, Variable Variable)> GatheredGradients()
    {
        if (AccumulationSteps == 1) yield break;
        yield return ("gathered", _summed);
        foreach (Parameter parameter in Model.Parameters) yield return ($"{parameter.Name}/gathered", Sum(parameter));
    }

    private void RequireGathering()
    {
        if (AccumulationSteps == 1 || _hasApplied) return;
        throw new UsageException($"{GetType().Name}: its Step does not gather gradients.", $"AccumulationSteps {AccumulationSteps}",
            "give the gradients to Apply(gradients, batch.Count) instead of Optimizer.Apply(gradients), or leave AccumulationSteps at 1");
    }
}
