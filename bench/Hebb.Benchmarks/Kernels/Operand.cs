using System.Runtime.InteropServices;
using Hebb.Kernels;

namespace Hebb.Benchmarks.Kernels;

/// <summary>Memory for the operands of measured kernels: aligned as tensors are, filled from a fixed seed, and given back when the process ends.</summary>
internal static unsafe class Operand
{
    /// <summary>Numbers from -scale to scale.</summary>
    public static View Random(Shape shape, double scale = 1, DType type = DType.Float32)
    {
        View view = Empty(shape, type);
        Random random = new(shape.GetHashCode() & 1023);
        if (type == DType.Float32) foreach (ref float value in view.AsSpan<float>()) value = (float)((random.NextDouble() * 2 - 1) * scale);
        else foreach (ref double value in view.AsSpan<double>()) value = (random.NextDouble() * 2 - 1) * scale;
        return view;
    }

    /// <summary>Zeros.</summary>
    public static View Empty(Shape shape, DType type = DType.Float32)
    {
        nuint bytes = (nuint)(shape.Count * type.Size());
        void* memory = NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(memory, bytes);
        return new((nint)memory, type, shape);
    }
}
