namespace Hebb.Testing.Checks;

/// <summary>What a model is told before it has values: shapes and types for a batch of 2 and of 3, against what calls with values give.</summary>
internal static class SymbolicShapesCheck
{
    public static void Run(OpSpec spec)
    {
        if (spec.BatchedInputs.Count == 0) return;
        foreach (Shape[] shapes in spec.Shapes)
        {
            bool batched = true;
            foreach (int i in spec.BatchedInputs) batched &= shapes[i].Rank > 0;
            if (!batched) continue;
            TensorSpec two = Call(spec, shapes, Symbol.Batch).Spec, three = Call(spec, shapes, Symbol.OtherBatch).Spec;
            Tensor[] inputs = new SpecInputs(spec, WithBatch(spec, shapes, Symbol.Batch), "symbolic").Tensors(DType.Float32);
            foreach (int i in spec.BatchedInputs) inputs[i] = Graph.Input(shapes[i].Without(0), inputs[i].DType);
            Tensor symbolic = spec.Call(inputs);
            if (symbolic.Symbol is not { } symbol)
                throw new SpecFailedException($"{spec.Name}: the result of a symbolic input has values.",
                    $"inputs {string.Join("   ", Array.ConvertAll(inputs, x => x.Spec))}",
                    "build the result from ops alone, and never from ToArray or ToScalar");
            if (symbolic.Spec != two || symbol.Probe != three)
                throw new SpecFailedException($"{spec.Name}: a model is told other shapes than calls give.",
                    $"batch {Symbol.Batch}: told {symbolic.Spec}, is {two}   batch {Symbol.OtherBatch}: told {symbol.Probe}, is {three}",
                    "keep the batch's extent out of the attributes: use -1 in Reshape, and no x.Shape[0]");
        }
    }

    private static Tensor Call(OpSpec spec, Shape[] shapes, int batch) => new SpecInputs(spec, WithBatch(spec, shapes, batch), "symbolic").Call(DType.Float32);

    private static Shape[] WithBatch(OpSpec spec, Shape[] shapes, int batch)
    {
        var changed = (Shape[])shapes.Clone();
        foreach (int i in spec.BatchedInputs) changed[i] = shapes[i].With(0, batch);
        return changed;
    }
}
