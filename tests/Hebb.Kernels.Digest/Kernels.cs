namespace Hebb.Kernels.Tests;

/// <summary>x^y.</summary>
internal sealed record Power : IElementwiseKernel
{
    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = Simd.Pow(inputs[0], inputs[1]);
}

/// <summary>The primitives on floating point, an output each.</summary>
internal sealed record Primitives : IElementwiseKernel
{
    public const int Outputs = 20;

    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>
    {
        V x = inputs[0], y = inputs[1], normal = V.Min(V.Max(V.Abs(x), V.Create(1e-30)), V.Create(1e30));    // constants last: no NaN
        V power = V.Round(V.Min(V.Max(y, V.Create(V.IsDouble ? -3200 : -420)), V.Create(V.IsDouble ? 3200 : 420)));
        V greater = V.Greater(x, y), atLeast = V.GreaterOrEqual(x, y), equal = V.Equal(x, y);
        ReadOnlySpan<V> all =
        [
            x + y, x - y, x * y, x / y, -x, V.Fma(x, y, V.Create(1.5)), V.Max(x, y), V.Min(x, y), V.Abs(x), V.Sqrt(V.Abs(x)), V.Round(x), V.Floor(x),
            V.Ceiling(x), V.Scale(x, power),
            V.Exponent(normal), V.Mantissa(normal), V.CopySign(x, y), V.Select(greater, x, y), V.Select(V.And(atLeast, V.Not(equal)), x, V.Create(-1)),
            V.Select(V.Or(greater, equal), y, x),
        ];
        all.CopyTo(outputs);
    }
}

/// <summary>Masks in and out, beside numbers.</summary>
internal sealed record Masked : IElementwiseKernel
{
    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>
    {
        outputs[0] = V.Select(inputs[0], inputs[1] * inputs[2], inputs[1] - inputs[2]);
        outputs[1] = V.And(V.Greater(inputs[1], inputs[2]), V.Not(inputs[0]));
    }
}

/// <summary>Masks alone.</summary>
internal sealed record Logic : IElementwiseKernel
{
    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>
    {
        outputs[0] = V.Or(V.And(inputs[0], inputs[1]), V.Not(inputs[0]));
        outputs[1] = V.Equal(inputs[0], inputs[1]);
        outputs[2] = V.Select(inputs[0], inputs[1], V.Not(inputs[1]));
    }
}

/// <summary>What integers can do.</summary>
internal sealed record Integers : IElementwiseKernel
{
    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>
    {
        V x = inputs[0], y = inputs[1];
        outputs[0] = V.Fma(x, y, V.Max(x, -y));
        outputs[1] = V.Abs(x) - V.Min(x, y) + V.Create(3);
        outputs[2] = V.Select(V.Greater(x, y), V.Round(x), V.Floor(y));
        outputs[3] = V.GreaterOrEqual(x, y);
        outputs[4] = V.Equal(x, y);
    }
}
