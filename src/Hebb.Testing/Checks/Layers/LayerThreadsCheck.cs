namespace Hebb.Testing.Checks;

/// <summary>Outputs and gradients of a training step have the same bits on any number of threads.</summary>
internal static class LayerThreadsCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        test.Disturb(0.3);
        Tensor[] inputs = test.Inputs(40), states = test.States();
        Parameter[] parameters = [.. test.Model.Parameters];
        ThreadCounts.Compare(spec.ToString(), i => i == 0 ? "the output" : $"the gradient of '{parameters[i - 1].Name}'", () =>
        {
            test.Restore(states);
            using var tape = GradientTape.Begin();
            Tensor output = test.Model.CallAll(inputs)[0];
            if (parameters.Length == 0) return [output.ToBits()];
            Gradients gradients = tape.Gradient((output * output).Sum(), parameters);
            return [output.ToBits(), .. Array.ConvertAll(parameters, parameter => gradients[parameter].ToBits())];
        });
    }
}
