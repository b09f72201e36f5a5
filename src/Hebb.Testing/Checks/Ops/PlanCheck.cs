namespace Hebb.Testing.Checks;

/// <summary>The same bits from a captured and replayed call, and from its captured and replayed gradient, as from eager ones.</summary>
internal static class PlanCheck
{
    public static void Run(OpSpec spec)
    {
        foreach (DType type in (ReadOnlySpan<DType>)[DType.Float32, DType.Float64])
        {
            Tensor[] inputs = new SpecInputs(spec, spec.Shapes[0], "plan").Tensors(type);
            SameBits(() => spec.Call(inputs));
            if (spec.Gradient == 0) continue;
            for (int i = 0; i < inputs.Length; i++)
            {
                Tensor source = inputs[i];
                if (source.DType.IsFloat()) SameBits(() => Gradient(spec, inputs, source));
            }
        }
    }

    private static void SameBits(Func<Tensor> call)
    {
        Tensor expected;
        using (TensorScope.Training()) expected = call().Detach();
        Plan plan = Plan.Compile(call);
        for (int replay = 0; replay < 2; replay++)
        {
            plan.Replay();
            TensorAssert.SameBits(expected, plan.ToTensor());
        }
    }

    private static Tensor Gradient(OpSpec spec, Tensor[] inputs, Tensor source)
    {
        using var tape = GradientTape.Begin();
        return tape.Gradient(spec.Call(inputs), source)[source];
    }
}
