namespace Hebb;

/// <summary>Exchanges two steps where that gives the same and takes less: ReLU's gradient before max pooling's, on the pooled images.</summary>
/// <remarks>
/// Max pooling's gradient goes to the pixel that is the maximum, where ReLU lets through what is positive: the gate of that pixel is the gate of the maximum
/// itself. All other pixels get zero either way. So the gate can be applied to a quarter of the numbers (for windows of two by two), and to NaN and overlapping
/// windows with the same outcome: a sum of gradients that all have one gate.
/// </remarks>
internal static class Commute
{
    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        HashSet<Tensor> roots = program.Roots();
        Dictionary<Tensor, int> uses = new(ReferenceEqualityComparer.Instance), maker = new(ReferenceEqualityComparer.Instance);
        foreach (PlanStep step in program.Steps)
            foreach (Tensor input in step.Inputs) uses[input] = uses.GetValueOrDefault(input) + 1;
        List<PlanStep?[]> steps = [];
        foreach (PlanStep step in program.Steps)
        {
            if (step is { Op: ReluGradientOp, Inputs: [Tensor gradient, Tensor active] } && maker.TryGetValue(gradient, out int at)
                && steps[at] is [{ Op: MaxPool2DGradientOp, Inputs: [Tensor images, Tensor maxima, Tensor incoming] } pooling]
                && ReferenceEquals(images, active) && uses[gradient] == 1 && !roots.Contains(gradient))
            {
                Tensor gated = Tensor.StandIn(incoming.Spec);
                steps[at] = [new(step.Op, [incoming, maxima], [gated]), new(pooling.Op, [images, maxima, gated], step.Outputs)];
                continue;
            }
            if (step.Op is MaxPool2DGradientOp) maker[step.Outputs[0]] = steps.Count;
            steps.Add([step]);
        }
        program.Steps = [.. steps.SelectMany(static some => some).OfType<PlanStep>()];
    }
}
