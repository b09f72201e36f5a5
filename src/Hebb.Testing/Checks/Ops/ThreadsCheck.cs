namespace Hebb.Testing.Checks;

/// <summary>The same bits on 1, 2, 3 and 8 threads, for the result and for the gradients, and in a second run.</summary>
internal static class ThreadsCheck
{
    public static void Run(OpSpec spec)
    {
        Shape[] shapes = spec.Large ?? (spec.ElementReference is null ? spec.Shapes[0] : SpecialValuesCheck.Repeat([200_003], spec.Shapes[0].Length));
        SpecInputs inputs = new(spec, shapes, "threads");
        ThreadCounts.Compare(spec.Name, static i => i == 0 ? "the result" : $"the gradient of floating-point input {i - 1}", () =>
        {
            long[] result = inputs.Call(DType.Float32).ToBits();
            if (spec.Gradient == 0) return [result];
            double[][] gradients = GradientsCheck.Gradients(spec, inputs, DType.Float32, recorded: false);
            return [result, .. Array.ConvertAll(gradients, static gradient => Array.ConvertAll(gradient, BitConverter.DoubleToInt64Bits))];
        });
    }
}
