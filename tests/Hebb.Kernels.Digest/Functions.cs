namespace Hebb.Kernels.Tests;

/// <summary>A kernel of one input, by a function that is a type: tests name what they run as <c>new Unary&lt;Functions.Exp&gt;()</c>.</summary>
internal interface IUnaryFunction
{
    static abstract V Of<V>(V x) where V : struct, ISimd<V>;
}

internal sealed record Unary<F> : IElementwiseKernel where F : IUnaryFunction
{
    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = F.Of(inputs[0]);
}

/// <summary>The functions of <see cref="Simd"/> as types.</summary>
internal static class Functions
{
    internal readonly struct Exp : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Exp(x); }
    internal readonly struct Exp2 : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Exp2(x); }
    internal readonly struct Expm1 : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Expm1(x); }
    internal readonly struct Log : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Log(x); }
    internal readonly struct Log1P : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Log1P(x); }
    internal readonly struct Log2 : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Log2(x); }
    internal readonly struct Log10 : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Log10(x); }
    internal readonly struct Sigmoid : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Sigmoid(x); }
    internal readonly struct Softplus : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Softplus(x); }
    internal readonly struct Tanh : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Tanh(x); }
    internal readonly struct Sinh : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Sinh(x); }
    internal readonly struct Cosh : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Cosh(x); }
    internal readonly struct Asinh : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Asinh(x); }
    internal readonly struct Acosh : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Acosh(x); }
    internal readonly struct Atanh : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Atanh(x); }
    internal readonly struct Sin : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Sin(x); }
    internal readonly struct Cos : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Cos(x); }
    internal readonly struct Tan : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Tan(x); }
    internal readonly struct Asin : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Asin(x); }
    internal readonly struct Acos : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Acos(x); }
    internal readonly struct Atan : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Atan(x); }
    internal readonly struct Erf : IUnaryFunction { public static V Of<V>(V x) where V : struct, ISimd<V> => Simd.Erf(x); }
}
