using Hebb.Kernels;

namespace Hebb;

/// <summary>Makes one loop of elementwise ops that feed each other: an op joins the one that alone uses its output, when both have one shape.</summary>
/// <remarks>The members are the same formulas in the same order, so the bits are the same; what lay between them stays in registers.</remarks>
internal static class Fuse
{
    private const int MostInputs = 12;
    private const int MostMembers = 12;

    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        HashSet<Tensor> roots = program.Roots();
        Dictionary<Tensor, int> uses = new(ReferenceEqualityComparer.Instance);
        foreach (PlanStep step in program.Steps)
            foreach (Tensor input in step.Inputs) uses[input] = uses.GetValueOrDefault(input) + 1;

        // A region is kept at the place of its last member; it is looked up by the one value it gives.
        Dictionary<Tensor, Region> byOutput = new(ReferenceEqualityComparer.Instance);
        List<object> order = [];
        foreach (PlanStep step in program.Steps)
        {
            if (step.Op is not ElementwiseOp || step.Outputs.Length != 1)
            {
                order.Add(step);
                continue;
            }
            Region region = new(step);
            foreach (Tensor input in step.Inputs.Distinct<Tensor>(ReferenceEqualityComparer.Instance))
            {
                if (!byOutput.TryGetValue(input, out Region? producer) || roots.Contains(input)) continue;
                if (uses[input] != step.Inputs.Count(other => ReferenceEquals(other, input)) || input.Shape != step.Outputs[0].Shape) continue;
                if (!region.TryTakeIn(producer)) continue;
                order.Remove(producer);
                byOutput.Remove(input);
            }
            byOutput[step.Outputs[0]] = region;
            order.Add(region);
        }
        program.Steps = [.. order.Select(static item => item as PlanStep ?? ((Region)item).ToStep())];
    }

    /// <summary>Elementwise steps that will be one loop.</summary>
    private sealed class Region(PlanStep last)
    {
        private readonly List<PlanStep> _members = [last];

        public bool TryTakeIn(Region producer)
        {
            if (_members.Count + producer._members.Count > MostMembers) return false;
            HashSet<Tensor> made = new(_members.Concat(producer._members).Select(static member => member.Outputs[0]), ReferenceEqualityComparer.Instance);
            HashSet<Tensor> read = new(_members.Concat(producer._members).SelectMany(static member => member.Inputs).Where(input => !made.Contains(input)),
                ReferenceEqualityComparer.Instance);
            if (read.Count > MostInputs) return false;
            // One loop computes in one type; masks go with any.
            if (read.Concat(made).Select(static tensor => tensor.DType).Where(static type => type != DType.Bool).Distinct().Count() > 1) return false;
            _members.InsertRange(0, producer._members);
            return true;
        }

        public PlanStep ToStep()
        {
            if (_members.Count == 1) return _members[0];
            Dictionary<Tensor, int> values = new(ReferenceEqualityComparer.Instance);
            HashSet<Tensor> made = new(_members.Select(static member => member.Outputs[0]), ReferenceEqualityComparer.Instance);
            List<Tensor> inputs = [];
            foreach (Tensor input in _members.SelectMany(static member => member.Inputs))
                if (!made.Contains(input) && values.TryAdd(input, values.Count)) inputs.Add(input);
            List<ElementwiseMember> members = [];
            foreach (PlanStep member in _members)
            {
                members.Add(new((IElementwiseKernel)member.Op, [.. member.Inputs.Select(input => values[input])]));
                values[member.Outputs[0]] = values.Count;
            }
            Tensor output = _members[^1].Outputs[0];
            string name = string.Join('+', _members.Select(static member => member.Op.Name));
            return new(new FusedOp(new([.. members], [values[output]]), name), [.. inputs], [output]);
        }
    }
}
