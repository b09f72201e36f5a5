namespace Hebb.Testing.Checks;

/// <summary>Gradients by the inputs and by every parameter, against finite differences in Float64; and whether one arrives at each.</summary>
internal static class LayerGradientCheck
{
    public static void Run(LayerSpec spec)
    {
        if (spec.Gradient == 0) return;
        foreach (bool training in (ReadOnlySpan<bool>)[false, true])
        {
            LayerUnderTest test = new(spec, DType.Float64);
            test.Disturb(0.3);
            Tensor[] states = test.States();
            // Inputs are variables here, so that they can be moved like the parameters.
            Tensor[] inputs = Array.ConvertAll(test.Inputs(3), static input => input.DType.IsFloat() ? new Variable(input, "input") : input);
            List<Variable> variables = [.. inputs.OfType<Variable>(), .. test.Model.Parameters];
            if (variables.Count == 0) continue;
            Tensor Call()
            {
                test.Restore(states);   // counters too: the same random numbers each time
                return test.Model.CallAll(inputs)[0];
            }
            double? tolerance = spec.Inputs.Type is null ? spec.GradientTolerance : null;   // a layer of integers is Float32
            GradientCheck.Verify(Call, variables, spec.Gradient, tolerance, training: training, name: spec.ToString());
            Reach(spec, Call, variables, training);
        }
    }

    private static void Reach(LayerSpec spec, Func<Tensor> call, List<Variable> variables, bool training)
    {
        using var tape = GradientTape.Begin(training);
        Tensor output = call();
        Gradients gradients = tape.Gradient((output * output).Sum(), variables);
        foreach (Variable variable in variables)
            if (!gradients.Reaches(variable) || !Array.Exists(gradients[variable].ToDoubles(), static value => value != 0))
                throw new SpecFailedException($"{spec}: no gradient arrives at '{variable.Name}'.", $"{variable.Spec}, {(training ? "training" : "in use")}",
                    "use the parameter in Forward, and call nothing that stops gradients (Detach, integers) on the way");
    }
}
