using System.Diagnostics;
using Hebb.Kernels;

namespace Hebb;

internal sealed partial class Plan
{
    /// <summary>What the plan does, line by line.</summary>
    /// <param name="replays">How many replays are timed, after one that is not; none when 0. Variables have their values back afterwards, and no step is
    /// counted.</param>
    public PlanSummary Explain(int replays = 0)
    {
        double[]? seconds = replays > 0 ? Profile(replays) : null;
        MachineSpeed speed = seconds is null ? MachineSpeed.Nominal : MachineSpeed.Measure(SlabBytes);
        PlanStep[] steps = [.. _program.Steps.Where(static step => step.IsInstruction)];
        string[] layers = Layers(steps);
        var lines = new PlanLine[steps.Length];
        long parameters = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            PlanStep step = steps[i];
            (long multiplyAdds, long elementSteps) = (step.Op.MultiplyAdds([.. step.Inputs.Select(static input => input.Spec)]), step.ElementSteps);
            long bytes = step.Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance).Concat(step.Outputs).Sum(static tensor => tensor.Spec.Bytes);
            IEnumerable<Tensor> read = step.Inputs.Where(static input => input is Variable || input.Rank > 0);
            string shapes = $"{string.Join(", ", read.Select(Print))} -> {string.Join(", ", step.Outputs.Select(Print))}";
            double least = speed.LeastSeconds(bytes, multiplyAdds + elementSteps);
            lines[i] = new(i + 1, layers[i], step.Op.Name, shapes, LayoutOf(step), bytes, multiplyAdds, elementSteps, least, seconds?[i]);
            if (step.Op is UpdateOp) parameters += step.Outputs[0].Shape.Count;
        }
        return new(lines, _capture.Steps.Count, SlabBytes, LiveBytes, parameters, speed);
    }

    // A product with a loop after it belongs to the layer whose weight it reads, an update to the layer of its parameter, and what a pass made to the layer
    // of what reads it.
    private string[] Layers(PlanStep[] steps)
    {
        Dictionary<Tensor, string> readers = new(ReferenceEqualityComparer.Instance);
        var layers = new string[steps.Length];
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            PlanStep step = steps[i];
            string? weight = step.Op is EpilogueOp epilogue ? Owner(step.Inputs.Take(epilogue.ProducerInputs)) : null;
            Origin? origin = step.Outputs.Select(output => _capture.OriginOf(_program.InLanes.GetValueOrDefault(output, output)))
                .FirstOrDefault(static known => known is not null);
            string? reader = step.Outputs.Select(readers.GetValueOrDefault).FirstOrDefault(static layer => layer is not null);
            layers[i] = weight ?? (origin is { } known ? known.Layer ?? Owner(step.Inputs) : reader) ?? "";
            foreach (Tensor input in step.Inputs) readers.TryAdd(input, layers[i]);
        }
        return layers;
    }

    private static string? Owner(IEnumerable<Tensor> inputs) =>
        inputs.OfType<Variable>().FirstOrDefault() is { Name: var name } && name.LastIndexOf('/') is > 0 and var end ? name[..end] : null;

    // Whole replays, so that each instruction finds the caches as in training; the medians of each, so that a disturbed one does not count.
    private double[] Profile(int replays)
    {
        Tensor[] before = [.. _assigned.Select(static variable => Tensor.AllocateOutside(variable.Spec))];
        for (int i = 0; i < before.Length; i++) Elements.Copy(_assigned[i].View.Address, before[i].View.Address, before[i].Spec.Bytes);
        var ticks = new long[_instructions.Length][];
        for (int i = 0; i < ticks.Length; i++) ticks[i] = new long[replays];
        try
        {
            for (int replay = -1; replay < replays; replay++)
            {
                foreach (Action action in _before) action();
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < _instructions.Length; i++)
                {
                    _instructions[i].Run();
                    long end = Stopwatch.GetTimestamp();
                    if (replay >= 0) ticks[i][replay] = end - start;
                    start = end;
                }
                foreach ((nint from, nint to, long bytes) in _copies) Elements.Copy(from, to, bytes);
            }
        }
        finally
        {
            for (int i = 0; i < before.Length; i++) Elements.Copy(before[i].View.Address, _assigned[i].View.Address, before[i].Spec.Bytes);
            foreach (Variable variable in _assigned) variable.Wrote();
            GC.KeepAlive(_alive);
            GC.KeepAlive(before);
        }
        return Array.ConvertAll(ticks, static all =>
        {
            Array.Sort(all);
            return (double)all[all.Length / 2] / Stopwatch.Frequency;
        });
    }

    private static string Print(Tensor tensor)
    {
        string shape = $"[{string.Join(',', tensor.Shape.Span.ToArray())}]";
        return tensor is Variable variable ? $"{variable.Name} {shape}" : shape;
    }

    private string LayoutOf(PlanStep step) => _program.InLanes.ContainsKey(step.Outputs[0]) ? "16 images"
        : step.Outputs[0].Rank == 4 && step.Outputs[0] is not Variable ? "channels last" : "rows";
}
