using Hebb.Kernels;

namespace Hebb;

/// <summary>An optimizer's formula for one element type, as a loop: its elementwise ops are one kernel that reads and writes everything in place in a single
/// pass.</summary>
internal sealed class ElementwiseUpdate : UpdateProgram
{
    private readonly ElementwiseProgram _loop;
    private readonly Tensor[] _scalars;                                 // the single numbers that the loop reads

    public ElementwiseUpdate(Update update, Tensor rate, Tensor step) : base(update, rate, step)
    {
        List<Tensor> scalars = [];
        foreach (OpNode node in Nodes)
        {
            RequireElementwise(node);
            foreach (Tensor input in node.Inputs)
                if (input.Rank == 0 && !scalars.Contains(input)) scalars.Add(input);
        }
        foreach (Tensor output in Outputs)
            if (output.Rank == 0)
                throw new UsageException("Optimizer: the update gives a single number where a whole parameter belongs.", "output of one element",
                    "make it a formula of the parameter, its gradient and the slots");

        Dictionary<Tensor, int> values = new(ReferenceEqualityComparer.Instance);
        foreach (Tensor input in Inputs) values[input] = values.Count;
        foreach (Tensor scalar in scalars) values[scalar] = values.Count;
        List<ElementwiseMember> members = [];
        foreach (OpNode node in Nodes)
        {
            members.Add(new((IElementwiseKernel)node.Op, [.. node.Inputs.Select(input => values[input])]) { Outputs = node.Outputs.Count });
            foreach (Tensor output in node.Outputs) values[output] = values.Count;
        }
        DType[] types = [.. Enumerable.Repeat(update.DType, Inputs.Count + scalars.Count)];
        ElementwiseComposition kernel = new([.. members], [.. Outputs.Select(output => values[output])]);
        _loop = ElementwisePrograms.Get(kernel, types, types.AsSpan(0, Outputs.Count));
        _scalars = [.. scalars.Select(Number)];
    }

    /// <inheritdoc/>
    public override void Run(Tensor parameter, Tensor gradient, ReadOnlySpan<Tensor> slots)
    {
        Span<View> inputs = stackalloc View[_loop.Inputs.Length], outputs = stackalloc View[_loop.Outputs.Length];
        inputs[0] = outputs[0] = parameter.View;
        inputs[1] = gradient.View;
        for (int i = 0; i < slots.Length; i++) inputs[2 + i] = outputs[1 + i] = slots[i].View;
        for (int i = 0; i < _scalars.Length; i++) inputs[2 + slots.Length + i] = _scalars[i].View;
        _loop.Run(inputs, outputs);
    }

    /// <inheritdoc/>
    protected override Tensor[] Next(Tensor[] inputs) => Op.ApplyAll(new UpdateOp(_loop, _loop.Outputs.Length), _loop.Outputs.Length, [.. inputs, .. _scalars]);

    private static void RequireElementwise(OpNode node)
    {
        foreach (Tensor input in node.Inputs)
            if (!input.IsSymbolic && input.Rank > 0)
                throw new UsageException("Optimizer: the update reads a tensor that is neither the parameter, nor its gradient, nor a slot.",
                    $"tensor {input.Spec}",
                    "keep a value for each element in a slot: u[\"name\"]");
        if (node.Op is not ElementwiseOp)
            throw new UsageException($"Optimizer: the update uses {node.Op.Name}, which is not elementwise.",
                $"operation {node.Op.Name}   element type {node.Outputs[0].DType}",
                "write the update in elementwise ops, or override WorksOnWhole to have whole tensors, op by op");
    }
}
