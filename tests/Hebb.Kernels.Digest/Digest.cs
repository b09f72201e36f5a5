using System.Runtime.InteropServices;

namespace Hebb.Kernels.Tests;

/// <summary>The results of every function and primitive on the same numbers, for comparing one way of computing them with another.</summary>
internal static unsafe class Digest
{
    /// <summary>How many numbers each case computes on.</summary>
    public const int Count = 6007;     // a prime: no vector divides it

    /// <summary>Every function of one number.</summary>
    public static IReadOnlyList<(string Name, IElementwiseKernel Kernel)> Unaries { get; } =
    [
        ("Exp", new Unary<Functions.Exp>()), ("Exp2", new Unary<Functions.Exp2>()), ("Expm1", new Unary<Functions.Expm1>()),
        ("Log", new Unary<Functions.Log>()), ("Log1P", new Unary<Functions.Log1P>()), ("Log2", new Unary<Functions.Log2>()),
        ("Log10", new Unary<Functions.Log10>()), ("Sigmoid", new Unary<Functions.Sigmoid>()), ("Softplus", new Unary<Functions.Softplus>()),
        ("Tanh", new Unary<Functions.Tanh>()), ("Sinh", new Unary<Functions.Sinh>()), ("Cosh", new Unary<Functions.Cosh>()),
        ("Asinh", new Unary<Functions.Asinh>()), ("Acosh", new Unary<Functions.Acosh>()), ("Atanh", new Unary<Functions.Atanh>()),
        ("Sin", new Unary<Functions.Sin>()), ("Cos", new Unary<Functions.Cos>()), ("Tan", new Unary<Functions.Tan>()),
        ("Asin", new Unary<Functions.Asin>()), ("Acos", new Unary<Functions.Acos>()), ("Atan", new Unary<Functions.Atan>()),
        ("Erf", new Unary<Functions.Erf>()),
    ];

    /// <summary>What is computed, in order: a name, the type of the numbers.</summary>
    public static IReadOnlyList<(string Name, DType Type)> Cases { get; } = [.. from c in All() select (c.Name, c.Outputs[0])];

    /// <summary>A case's kernel and types.</summary>
    public static (IElementwiseKernel Kernel, DType[] Inputs, DType[] Outputs) Case(int index)
    {
        (_, IElementwiseKernel kernel, DType[] inputs, DType[] outputs) = All().ElementAt(index);
        return (kernel, inputs, outputs);
    }

    /// <summary>The lanes that compute.</summary>
    public static string Lanes => InstructionSet.Of(DType.Float32).GetType().Name;

    /// <summary>The results of each case, all outputs of a kernel one after the other. Every NaN is the same NaN.</summary>
    public static IEnumerable<byte[]> Compute(bool emit = true)
    {
        foreach ((string _, IElementwiseKernel kernel, DType[] inputs, DType[] outputs) in All())
            yield return Run(ElementwiseProgram.Create(kernel, inputs, outputs, emit), Count,
                [.. inputs.Select((type, i) => Numbers(type, Count, i))]).SelectMany(o => o).ToArray();
    }

    /// <summary>Runs a program on copies of the inputs, one element after the other in memory, and returns the outputs' bytes.</summary>
    public static byte[][] Run(ElementwiseProgram program, int count, params byte[][] inputs)
    {
        byte[][] outputs = [.. program.Outputs.Select(type => new byte[count * type.Size()])];
        GCHandle[] pins = [.. inputs.Concat(outputs).Select(bytes => GCHandle.Alloc(bytes, GCHandleType.Pinned))];
        DType[] types = [.. program.Inputs, .. program.Outputs];
        View[] views = [.. pins.Select((pin, i) => new View(pin.AddrOfPinnedObject(), types[i], [count]))];
        program.Run(views.AsSpan(0, inputs.Length), views.AsSpan(inputs.Length));
        foreach (GCHandle pin in pins) pin.Free();
        for (int i = 0; i < outputs.Length; i++) OneNaN(program.Outputs[i], outputs[i]);
        return outputs;
    }

    /// <summary>Numbers to compute with: the special ones, then random ones of every magnitude; for a second input, smaller ones, so that sums and powers are
    /// not all extremes.</summary>
    public static byte[] Numbers(DType type, int count, int input)
    {
        Random random = new(17 + input);
        byte[] bytes = new byte[count * type.Size()];
        if (type == DType.Float32)
        {
            Span<float> values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan());
            for (int i = 0; i < count; i++)
                values[i] = i < Specials.Length * Specials.Length ? (float)Specials[input == 0 ? i / Specials.Length : i % Specials.Length]
                    : i % 3 == 0 && input == 0 ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)) : (float)Moderate(random, i);
        }
        else if (type == DType.Float64)
        {
            Span<double> values = MemoryMarshal.Cast<byte, double>(bytes.AsSpan());
            for (int i = 0; i < count; i++)
                values[i] = i < Specials.Length * Specials.Length ? Specials[input == 0 ? i / Specials.Length : i % Specials.Length]
                    : i % 3 == 0 && input == 0 ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)) : Moderate(random, i);
        }
        else random.NextBytes(bytes);
        if (type == DType.Bool)
            for (int i = 0; i < count; i++) bytes[i] &= 1;
        return bytes;
    }

    /// <summary>Makes every NaN the same: which operand's payload survives is not promised.</summary>
    public static void OneNaN(DType type, Span<byte> bytes)
    {
        if (type == DType.Float32)
        {
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(bytes))
                if (float.IsNaN(value)) value = float.NaN;
        }
        else if (type == DType.Float64)
        {
            foreach (ref double value in MemoryMarshal.Cast<byte, double>(bytes))
                if (double.IsNaN(value)) value = double.NaN;
        }
    }

    private static double[] Specials { get; } =
    [
        0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-45, -1e-40, 1.1754944e-38,
        3.4028235e38, -3.4028235e38,
        88.72, 88.73, -87.4, -103.9, -104.1, 100, -100, 0.9999999, 1.0000001, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 709.78, -745.1, 1e10,
    ];

    private static double Moderate(Random random, int i) => (i % 2 == 0 ? 1 : -1) * Math.Pow(10, random.NextDouble() * 8 - 5);

    private static IEnumerable<(string Name, IElementwiseKernel Kernel, DType[] Inputs, DType[] Outputs)> All()
    {
        foreach (DType type in (DType[])[DType.Float32, DType.Float64])
        {
            foreach ((string name, IElementwiseKernel kernel) in Unaries) yield return (name, kernel, [type], [type]);
            yield return ("Pow", new Power(), [type, type], [type]);
            yield return ("Primitives", new Primitives(), [type, type], [.. Enumerable.Repeat(type, Primitives.Outputs)]);
            yield return ("Masked", new Masked(), [DType.Bool, type, type], [type, DType.Bool]);
        }
        foreach (DType type in (DType[])[DType.Int32, DType.Int64, DType.UInt8])
            yield return ("Integers", new Integers(), [type, type], [type, type, type, DType.Bool, DType.Bool]);
        yield return ("Logic", new Logic(), [DType.Bool, DType.Bool], [DType.Bool, DType.Bool, DType.Bool]);
    }
}
