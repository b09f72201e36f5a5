namespace Hebb.Testing.Checks;

/// <summary>The layer learns by heart what another one of its kind makes of four samples.</summary>
internal static class LayerLearningCheck
{
    private const int Steps = 500;

    public static void Run(LayerSpec spec)
    {
        if (!spec.Learns || spec.Parameters == 0 || spec.Gradient == 0) return;
        LayerUnderTest teacher = new(spec, seed: 1), pupil = new(spec, seed: 2);
        teacher.Disturb(0.5);
        Tensor[] inputs = pupil.Inputs(4);
        Tensor wanted = teacher.Call(inputs, training: true);
        Adam optimizer = new(0.03);
        double first = 0, last = 0;
        for (int step = 0; step < Steps; step++)
        {
            using var tape = GradientTape.Begin();
            Tensor difference = pupil.Model.CallAll(inputs)[0] - wanted, loss = (difference * difference).Sum();
            last = loss.ToScalar();
            if (step == 0) first = last;
            optimizer.Apply(tape.Gradient(loss, pupil.Model.Parameters));
        }
        if (!(last <= 0.01 * first))
            throw new SpecFailedException($"{spec}: it does not learn four samples by heart.",
                $"squared error {ElementReader.PrintShort(first)} before, {ElementReader.PrintShort(last)} after {Steps} steps of Adam",
                "check that gradients have the right sign and reach every parameter");
    }
}
