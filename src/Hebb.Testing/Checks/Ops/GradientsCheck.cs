namespace Hebb.Testing.Checks;

/// <summary>Gradients: against finite differences in Float64; whether the backward pass gives the same when it is itself recorded; and in Float32 against
/// Float64.</summary>
internal static class GradientsCheck
{
    public static void Run(OpSpec spec)
    {
        if (spec.Gradient == 0) return;
        foreach (Shape[] shapes in spec.Shapes)
        {
            SpecInputs inputs = new(spec, shapes, "gradient");
            GradientCheck.Verify(spec.Call, inputs.Tensors(DType.Float64), spec.Gradient, spec.GradientTolerance, name: spec.Name);
            double[][] gradients = Gradients(spec, inputs, DType.Float64, recorded: false);
            double[][] single = Gradients(spec, inputs, DType.Float32, recorded: false);
            Compare(spec, inputs, gradients, single, "in Float32", spec.Float32GradientTolerance);
            if (spec.Gradient == 1) continue;
            double[][] recorded = Gradients(spec, inputs, DType.Float64, recorded: true);
            double[][] recordedSingle = Gradients(spec, inputs, DType.Float32, recorded: true);
            Compare(spec, inputs, gradients, recorded, "when the backward pass is itself recorded", 1e-10);
            Compare(spec, inputs, gradients, recordedSingle, "in Float32, recorded", spec.Float32GradientTolerance);
        }
    }

    /// <summary>The gradients of all floating-point inputs, with the same random weights of the outputs whatever the type.</summary>
    public static double[][] Gradients(OpSpec spec, SpecInputs inputs, DType type, bool recorded)
    {
        if (!recorded) return Gradients(spec, inputs, type);
        using var outer = GradientTape.Begin();
        return Gradients(spec, inputs, type);
    }

    private static double[][] Gradients(OpSpec spec, SpecInputs inputs, DType type)
    {
        Tensor[] tensors = inputs.Tensors(type);
        using var tape = GradientTape.Begin();
        Tensor output = spec.Call(tensors);
        Tensor weights = Values.Normal().DrawRepeating(output.Count, "weights").ToTensor(output.Shape, output.DType);
        Tensor[] sources = Array.FindAll(tensors, static tensor => tensor.DType.IsFloat());
        Gradients gradients = tape.Gradient((output * weights).Sum(), sources);
        Tensor[] found = Array.ConvertAll(sources, source => gradients[source]);
        for (int i = 0; i < found.Length; i++)
            if (found[i].Spec != sources[i].Spec)
                throw new SpecFailedException($"{spec.Name}: the gradient of input {i} is {found[i].Spec}, and the input {sources[i].Spec}.",
                    $"inputs {inputs}", "correct the Vjp");
        return Array.ConvertAll(found, ElementReader.ToDoubles);
    }

    private static void Compare(OpSpec spec, SpecInputs inputs, double[][] expected, double[][] actual, string how, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double largest = 1e-30, difference = 0;
            int worst = 0;
            for (int k = 0; k < expected[i].Length; k++)
            {
                largest = Math.Max(largest, Math.Abs(expected[i][k]));
                double here = Math.Abs(expected[i][k] - actual[i][k]);
                if (here <= difference) continue;
                (worst, difference) = (k, here);   // also when it is NaN
                if (double.IsNaN(here)) break;
            }
            if (difference <= tolerance * largest) continue;
            throw new SpecFailedException($"{spec.Name}: the gradient by the floating-point input {i} differs {how}.",
                $"element {worst}: {ElementReader.Print(expected[i][worst])} in Float64, {ElementReader.Print(actual[i][worst])} here   inputs {inputs}",
                "make the fused backward and the composition agree, and check the backward kernel");
        }
    }
}
