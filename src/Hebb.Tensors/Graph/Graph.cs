namespace Hebb;

/// <summary>Ops on symbolic tensors: described, not computed.</summary>
internal static class Graph
{
    /// <summary>A symbolic input. <paramref name="sample"/> is the shape of one sample, without the batch axis.</summary>
    public static Tensor Input(Shape sample, DType type) =>
        new InputNode().Announce([new(sample.Insert(0, Symbol.Batch), type)], [new(sample.Insert(0, Symbol.OtherBatch), type)])[0];

    /// <summary>True when any of these has no values.</summary>
    public static bool AnySymbolic(ReadOnlySpan<Tensor> tensors)
    {
        foreach (Tensor tensor in tensors)
            if (tensor.IsSymbolic) return true;
        return false;
    }

    /// <summary>Adds an application of an op.</summary>
    public static Tensor[] Add(Op op, ReadOnlySpan<Tensor> inputs)
    {
        OpNode node = new(op, inputs.ToArray());
        try
        {
            return node.Announce(Infer(op, inputs, other: false), Infer(op, inputs, other: true));
        }
        catch (HebbException e) when (e.Within($"a model that is being built, with a stand-in batch of {Symbol.Batch} or {Symbol.OtherBatch}"))
        {
            throw;
        }
    }

    /// <summary>The specs of tensors at the first or at the second batch size.</summary>
    public static TensorSpec[] Specs(ReadOnlySpan<Tensor> tensors, bool other)
    {
        var specs = new TensorSpec[tensors.Length];
        for (int i = 0; i < specs.Length; i++) specs[i] = other && tensors[i].Symbol is { } symbol ? symbol.Probe : tensors[i].Spec;
        return specs;
    }

    private static TensorSpec[] Infer(Op op, ReadOnlySpan<Tensor> inputs, bool other)
    {
        SpecList announced = default;
        op.Infer(Specs(inputs, other), ref announced);
        var specs = new TensorSpec[announced.Count];
        for (int i = 0; i < specs.Length; i++) specs[i] = announced[i];
        return specs;
    }
}
