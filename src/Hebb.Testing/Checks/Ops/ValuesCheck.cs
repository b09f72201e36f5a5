using static Hebb.Testing.ElementReader;

namespace Hebb.Testing.Checks;

/// <summary>The kernels of both types against the reference.</summary>
internal static class ValuesCheck
{
    public static void Run(OpSpec spec)
    {
        foreach (Shape[] shapes in spec.Shapes)
        {
            SpecInputs inputs = new(spec, shapes, "values");
            Compare(spec, inputs, DType.Float32);
            Compare(spec, inputs, DType.Float64);
        }
    }

    /// <summary>Calls the operation in one type and compares every element, and the shape, with the reference.</summary>
    public static void Compare(OpSpec spec, SpecInputs inputs, DType type)
    {
        (double[] expected, Shape shape) = inputs.Expected();
        Tensor output = inputs.Call(type);
        if (output.Shape != shape)
            throw new SpecFailedException($"{spec.Name}: the result has shape {output.Shape}, and the reference {shape}.", $"inputs {inputs}",
                "correct Infer, or the reference");
        double[] actual = output.ToDoubles();
        double largest = 0;
        foreach (double value in expected)
            if (double.IsFinite(value)) largest = Math.Max(largest, Math.Abs(value));
        int worst = -1;
        double excess = 1;
        for (int i = 0; i < expected.Length; i++)
        {
            double over = spec.Tolerance.Excess(expected[i], actual[i], output.DType, largest);
            if (over <= excess) continue;
            (worst, excess) = (i, over);
        }
        if (worst < 0) return;
        string operands = spec.ElementReference is null ? "" : "   of " + string.Join(", ", inputs.Operands(worst).Select(Print));
        throw new SpecFailedException($"{spec.Name}: {type} differs from the reference by {PrintShort(excess)} times what is allowed ({spec.Tolerance}).",
            $"worst element {Index(shape, worst)}: expected {Print(expected[worst])}, actual {Print(actual[worst])}{operands}   inputs {inputs}",
            "correct the kernel, or the reference");
    }
}
