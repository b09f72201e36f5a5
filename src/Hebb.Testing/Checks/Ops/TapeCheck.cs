namespace Hebb.Testing.Checks;

/// <summary>The same bits outside a tape, in one, in a tape within a tape, and in a scope that records nothing; and the inputs are as they were.</summary>
internal static class TapeCheck
{
    public static void Run(OpSpec spec)
    {
        foreach (DType type in (ReadOnlySpan<DType>)[DType.Float32, DType.Float64])
        {
            Tensor[] inputs = new SpecInputs(spec, spec.Shapes[0], "tape").Tensors(type);
            long[][] before = Array.ConvertAll(inputs, ElementReader.ToBits);
            Tensor expected = spec.Call(inputs);
            using (TensorScope.Inference()) TensorAssert.SameBits(expected, spec.Call(inputs));
            using (GradientTape.Begin())
            {
                TensorAssert.SameBits(expected, spec.Call(inputs));
                using (GradientTape.Begin(training: false)) TensorAssert.SameBits(expected, spec.Call(inputs));
            }
            for (int i = 0; i < inputs.Length; i++)
                if (!before[i].AsSpan().SequenceEqual(inputs[i].ToBits()))
                    throw new SpecFailedException($"{spec.Name}: the call changed its input {i}.", inputs[i].Spec.ToString(),
                        "write to the outputs alone: tensors are immutable");
        }
    }
}
