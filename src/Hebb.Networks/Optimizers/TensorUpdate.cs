using Hebb.Kernels;

namespace Hebb;

/// <summary>An optimizer's formula for parameters of one shape, op by op: norms, means along axes and matrix products are allowed. A plan fuses what it
/// can.</summary>
internal sealed class TensorUpdate(Update update, Tensor rate, Tensor step) : UpdateProgram(update, rate, step)
{
    /// <inheritdoc/>
    public override void Run(Tensor parameter, Tensor gradient, ReadOnlySpan<Tensor> slots)
    {
        using var scope = TensorScope.Begin();
        Tensor[] made = Next([parameter, gradient, .. slots]);
        for (int i = 0; i < made.Length; i++)
        {
            Tensor target = i == 0 ? parameter : slots[i - 1];
            if (!ReferenceEquals(made[i], target)) Elements.Copy(made[i].View.Address, target.View.Address, target.Spec.Bytes);
        }
        GC.KeepAlive(made);
    }

    /// <inheritdoc/>
    protected override Tensor[] Next(Tensor[] inputs)
    {
        Dictionary<Tensor, Tensor> values = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < inputs.Length; i++) values[Inputs[i]] = inputs[i];
        foreach (OpNode node in Nodes)
        {
            Tensor[] made = Op.ApplyAll(node.Op, node.Outputs.Count, [.. node.Inputs.Select(Value)]);
            for (int i = 0; i < made.Length; i++) values[node.Outputs[i]] = made[i];
        }
        return [.. Outputs.Select(Value)];

        Tensor Value(Tensor symbol) => values.TryGetValue(symbol, out Tensor? value) ? value : Number(symbol);
    }
}
