using System.Numerics;

namespace Hebb.Kernels.Tests;

public unsafe class ScalarTests
{
    [Fact]
    public void A_body_run_on_single_numbers_gives_the_bits_of_every_vector()
    {
        if (!System.Runtime.Intrinsics.X86.Fma.IsSupported) return;
        int i = 0;
        foreach (byte[] emitted in Digest.Compute())
        {
            (string name, DType type) = Digest.Cases[i];
            Assert.True(emitted.AsSpan().SequenceEqual(OnScalars(i)), $"{name} {type}");
            i++;
        }
    }

    private static byte[] OnScalars(int index)
    {
        (IElementwiseKernel kernel, DType[] inputs, DType[] outputs) = Digest.Case(index);
        DType lanes = inputs.Concat(outputs).FirstOrDefault(type => type != DType.Bool, DType.Bool);
        return lanes switch
        {
            DType.Float32 => OnScalars<float>(kernel, inputs, outputs),
            DType.Float64 => OnScalars<double>(kernel, inputs, outputs),
            DType.Int32 => OnScalars<int>(kernel, inputs, outputs),
            DType.Int64 => OnScalars<long>(kernel, inputs, outputs),
            _ => OnScalars<byte>(kernel, inputs, outputs),
        };
    }

    private static byte[] OnScalars<T>(IElementwiseKernel kernel, DType[] inputTypes, DType[] outputTypes) where T : unmanaged, INumber<T>
    {
        byte[][] inputs = [.. inputTypes.Select((type, i) => Digest.Numbers(type, Digest.Count, i))],
            outputs = [.. outputTypes.Select(type => new byte[Digest.Count * type.Size()])];
        Scalar<T>[] given = new Scalar<T>[inputs.Length], made = new Scalar<T>[outputs.Length];
        for (int k = 0; k < Digest.Count; k++)
        {
            for (int i = 0; i < inputs.Length; i++)
                fixed (byte* source = inputs[i])
                    given[i] = inputTypes[i] == DType.Bool ? Scalar<T>.LoadMask(source + k) : Scalar<T>.Load(source + k * sizeof(T));
            kernel.Compute<Scalar<T>>(given, made);
            for (int i = 0; i < outputs.Length; i++)
                fixed (byte* target = outputs[i])
                    if (outputTypes[i] == DType.Bool) Scalar<T>.StoreMask(made[i], target + k);
                    else Scalar<T>.Store(made[i], target + k * sizeof(T));
        }
        for (int i = 0; i < outputs.Length; i++) Digest.OneNaN(outputTypes[i], outputs[i]);
        return [.. outputs.SelectMany(o => o)];
    }
}
