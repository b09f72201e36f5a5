namespace Hebb.Testing.Checks;

/// <summary>The output has the shape that was promised: as a model is told it, and in calls of several batch sizes.</summary>
internal static class LayerShapesCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        if (!test.Layer.IsBuilt) throw new SpecFailedException($"{spec}: a layer that was called with a symbolic input is not built.",
            $"input {spec.InputShape}", "make the parameters in Build");
        Tensor announced = test.Model.Outputs[0];
        if (announced.Shape[1..] != spec.OutputShape)
            throw new SpecFailedException(
                $"{spec}: a model is told {announced.Symbol!.Print(announced.Spec)}, and [batch, {spec.OutputShape.ToString()[1..]} was promised.",
                $"input {spec.InputShape}", "correct the layer's formula, or the spec");
        foreach (int batch in (ReadOnlySpan<int>)[1, 2, 5])
        {
            Tensor output = test.Call(test.Inputs(batch));
            if (output.Shape != spec.OutputShape.Insert(0, batch) || output.DType != announced.DType)
                throw new SpecFailedException(
                    $"{spec}: a batch of {batch} gives {output.Spec}, and {announced.DType} {spec.OutputShape.Insert(0, batch)} was promised.",
                    $"input {spec.InputShape}", "keep the batch's extent out of the formula: -1 in Reshape, and no x.Shape[0]");
        }
    }
}
