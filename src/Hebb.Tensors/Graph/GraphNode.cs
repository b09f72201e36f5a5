namespace Hebb;

/// <summary>One application in a functional model: an input, a bare op, or (on the floor above) a layer.</summary>
internal abstract class GraphNode(Tensor[] inputs)
{
    /// <summary>What it is applied to: symbolic tensors, and constants.</summary>
    public IReadOnlyList<Tensor> Inputs { get; } = inputs;

    /// <summary>What it gives, as symbolic tensors.</summary>
    public IReadOnlyList<Tensor> Outputs { get; private set; } = [];

    /// <summary>Runs it on values.</summary>
    public abstract Tensor[] Run(ReadOnlySpan<Tensor> inputs);

    /// <summary>Makes the symbolic outputs from their specs at both batch sizes.</summary>
    public Tensor[] Announce(ReadOnlySpan<TensorSpec> specs, ReadOnlySpan<TensorSpec> others)
    {
        var outputs = new Tensor[specs.Length];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = Tensor.Symbolic(specs[i], new(this, i, others[i]));
        Outputs = outputs;
        return outputs;
    }
}

/// <summary>The beginning of a functional model.</summary>
internal sealed class InputNode() : GraphNode([])
{
    public override Tensor[] Run(ReadOnlySpan<Tensor> inputs) => throw new InvalidOperationException("An input is given, not run.");
}

/// <summary>A bare op in a functional model.</summary>
internal sealed class OpNode(Op op, Tensor[] inputs) : GraphNode(inputs)
{
    public Op Op { get; } = op;

    public override Tensor[] Run(ReadOnlySpan<Tensor> inputs) => Outputs.Count == 1 ? [Op.Apply(Op, inputs)] : Op.ApplyAll(Op, Outputs.Count, inputs);
}
