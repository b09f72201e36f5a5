using Hebb.Kernels;

namespace Hebb;

/// <summary>Takes out work that is repeated, constant, undone again, or for nobody.</summary>
/// <remarks>Only what leaves every bit as it is: x * 1 is x, and x - 0 is; x + 0 is not, because it makes 0 of -0. What is read from a variable stays: the
/// memory changes under it.</remarks>
internal sealed class Simplify
{
    private const long MostConstantBytes = 65_536;   // constants lie outside the slab for as long as the plan lives

    private readonly PlanProgram _program;
    private readonly Dictionary<Tensor, Tensor> _same = new(ReferenceEqualityComparer.Instance);     // what a tensor is known to equal
    private readonly Dictionary<Tensor, PlanStep> _makers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Op, string), PlanStep> _seen = [];

    private Simplify(PlanProgram program) => _program = program;

    /// <summary>Runs the pass.</summary>
    public static void Run(PlanProgram program)
    {
        new Simplify(program).Shorten();
        Prune(program);
    }

    private void Shorten()
    {
        List<PlanStep> steps = [];
        foreach (PlanStep captured in _program.Steps)
        {
            PlanStep step = Combine(captured with { Inputs = Array.ConvertAll(captured.Inputs, Now) });
            if (Unchanged(step) is { } same)
            {
                _same[step.Outputs[0]] = same;
                continue;
            }
            (Op, string) key = (step.Op, string.Join(' ', step.Inputs.Select(Number)));
            // Numbers in ops are equal where 0 is -0; their texts are not.
            if (_seen.TryGetValue(key, out PlanStep? before) && before.Op.ToString() == step.Op.ToString())
            {
                for (int i = 0; i < step.Outputs.Length; i++) _same[step.Outputs[i]] = before.Outputs[i];
                continue;
            }
            _seen[key] = step;
            if (IsConstant(step)) Compute(step);
            else
            {
                steps.Add(step);
                foreach (Tensor output in step.Outputs) _makers[output] = step;
            }
        }
        _program.Steps = steps;
        _program.Result = Now(_program.Result);
        foreach (Variable variable in _program.Assigned.Keys.ToArray()) _program.Assigned[variable] = Now(_program.Assigned[variable]);
        for (int i = 0; i < _program.Gradients.Count; i++) _program.Gradients[i] = Now(_program.Gradients[i]);
    }

    private Tensor Now(Tensor tensor) => _same.TryGetValue(tensor, out Tensor? other) ? other : tensor;

    private int Number(Tensor tensor) => _numbers.TryGetValue(tensor, out int number) ? number : _numbers[tensor] = _numbers.Count;

    // Shapes one after the other are the last one; orders of axes one after the other are one order.
    private PlanStep Combine(PlanStep step)
    {
        if (step.Inputs.Length == 0 || !_makers.TryGetValue(step.Inputs[0], out PlanStep? maker)) return step;
        if (step.Op.IsAlias && !maker.IsInstruction)
            return step with { Op = new ReshapeOp(step.Outputs[0].Shape, -1), Inputs = maker.Inputs };
        if (step.Op is PermuteOp outer && maker.Op is PermuteOp inner)
        {
            var order = new int[outer.Order.Rank];
            for (int axis = 0; axis < order.Length; axis++) order[axis] = inner.Order[outer.Order[axis]];
            return step with { Op = new PermuteOp(Shape.Create(order)), Inputs = maker.Inputs };
        }
        return step;
    }

    // The input that an output equals bit for bit.
    private Tensor? Unchanged(PlanStep step)
    {
        Tensor? same = step.Op switch
        {
            { IsAlias: true } or CastOp or BroadcastToOp or PermuteOp { IsIdentity: true } => step.Inputs[0],
            MultiplyOp when IsNumber(step.Inputs[1], 1) => step.Inputs[0],
            MultiplyOp when IsNumber(step.Inputs[0], 1) => step.Inputs[1],
            DivideOp when IsNumber(step.Inputs[1], 1) => step.Inputs[0],
            SubtractOp when IsNumber(step.Inputs[1], 0.0) => step.Inputs[0],
            NegateOp when _makers.TryGetValue(step.Inputs[0], out PlanStep? maker) && maker.Op is NegateOp => maker.Inputs[0],
            _ => null,
        };
        return same is not null and not Variable && same.Spec == step.Outputs[0].Spec ? same : null;
    }

    private bool IsNumber(Tensor tensor, double value) => _program.Constants.TryGetValue(tensor, out Tensor? constant) && constant.Count == 1
        && constant.DType.IsFloat() && BitConverter.DoubleToInt64Bits(Value(constant.View)) == BitConverter.DoubleToInt64Bits(value);

    private static double Value(View view) => view.DType == DType.Float64 ? view.AsSpan<double>()[0] : view.AsSpan<float>()[0];

    private bool IsConstant(PlanStep step)
    {
        if (step.Op is FillOp) return true;
        bool dependsOnNothing = step.Op is FillLikeOp || step.Inputs.All(_program.Constants.ContainsKey);
        return dependsOnNothing && step.Outputs.Sum(static output => output.Spec.Bytes) <= MostConstantBytes;
    }

    // Once, now, instead of at each replay.
    private void Compute(PlanStep step)
    {
        Tensor[] inputs = step.Op is FillLikeOp ? [] : Array.ConvertAll(step.Inputs, input => _program.Constants[input]);
        Tensor[] outputs = Array.ConvertAll(step.Outputs, output => step.Op.IsAlias ? inputs[0].Alias(output.Spec) : Tensor.AllocateOutside(output.Spec));
        if (!step.Op.IsAlias)
        {
            int bytes = checked((int)step.Op.Workspace(Array.ConvertAll(inputs, static input => input.Spec)));
            NativeBlock scratch = NativeBlock.Rent(Math.Max(1, bytes));
            step.Op.Forward(new ForwardContext(Views(inputs), Views(outputs), new View(scratch.Address, DType.UInt8, [bytes])));
            GC.KeepAlive(scratch);
        }
        GC.KeepAlive(inputs);
        for (int i = 0; i < outputs.Length; i++) _program.Constants[step.Outputs[i]] = outputs[i];
    }

    private static View[] Views(Tensor[] tensors) => Array.ConvertAll(tensors, static tensor => tensor.View);

    private static void Prune(PlanProgram program)
    {
        HashSet<Tensor> live = program.Roots();
        List<PlanStep> kept = [];
        for (int i = program.Steps.Count - 1; i >= 0; i--)
        {
            PlanStep step = program.Steps[i];
            if (!step.Outputs.Any(live.Contains)) continue;
            foreach (Tensor input in step.Inputs) live.Add(input);
            kept.Add(step);
        }
        kept.Reverse();
        program.Steps = kept;
    }
}
