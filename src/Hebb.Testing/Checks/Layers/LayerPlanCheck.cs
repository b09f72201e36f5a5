namespace Hebb.Testing.Checks;

/// <summary>Training by plan gives the bits of training op by op: the same losses, the same weights and states after a few steps.</summary>
internal static class LayerPlanCheck
{
    private const int Steps = 3;

    public static void Run(LayerSpec spec)
    {
        LayerUnderTest eager = new(spec), planned = new(spec);
        eager.Disturb(0.3);
        planned.Disturb(0.3);
        Func<Tensor> eagerStep = Step(eager);
        Plan plan = Plan.Compile(Step(planned));
        for (int i = 0; i < Steps; i++)
        {
            Tensor loss;
            using (TensorScope.Training()) loss = eagerStep().Detach();
            plan.Replay();
            TensorAssert.SameBits(loss, plan.ToTensor());
        }
        foreach ((Variable expected, Variable actual) in eager.Model.Weights.Zip(planned.Model.Weights)) TensorAssert.SameBits(expected, actual);
    }

    private static Func<Tensor> Step(LayerUnderTest test)
    {
        Tensor[] inputs = test.Inputs(6);
        Sgd optimizer = new(0.01) { Momentum = 0.9 };
        Parameter[] parameters = [.. test.Model.Parameters];
        return () =>
        {
            using var tape = GradientTape.Begin();
            Tensor output = test.Model.CallAll(inputs)[0];
            if (!output.DType.IsFloat()) output = output.Cast(DType.Float32);
            Tensor loss = (output * output).Mean();
            if (parameters.Length > 0) optimizer.Apply(tape.Gradient(loss, parameters));
            return loss;
        };
    }
}
