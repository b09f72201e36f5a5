using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>The small linear maps of Winograd's F(4, 3), one axis at a time, on as many channels at once as a vector has lanes.</summary>
/// <remarks>
/// <para>Four neighbouring outputs of a kernel g of three see six inputs d. Read d and g as polynomials: the outputs are coefficients of a product, and a
/// product of polynomials can be had from its values at six points (0, 1, -1, 2, -2 and infinity) with one multiplication at each, instead of twelve:
/// <c>y = A' [(G g) * (B' d)]</c>, where</para>
/// <code>
///      4  0 -5  0  1  0          1/4    0     0
///      0 -4 -4  1  1  0         -1/6  -1/6  -1/6          1  1  1  1  1  0
/// B' = 0  4 -4 -1  1  0     G = -1/6   1/6  -1/6     A' = 0  1 -1  2 -2  0
///      0 -2 -1  2  1  0          1/24  1/12  1/6          0  1  1  4  4  0
///      0  2 -1 -2  1  0          1/24 -1/12  1/6          0  1 -1  8 -8  1
///      0  4  0 -5  0  1           0     0     1
/// </code>
/// <para>An image takes them along its rows and along its columns: 36 points a tile of 4 x 4 outputs, where the direct way has 144 multiplications. The
/// gradient of the kernel is the adjoint in g: <c>G' [(B' d) * (A y)]</c>. (Winograd 1980; Lavin and Gray 2016.)</para>
/// <para>Every lane is a channel and never sees another; the order of each sum is the one written here, whatever the width.</para>
/// </remarks>
internal static unsafe class WinogradTransforms<L, V> where L : struct, IVectors<float, V> where V : struct
{
    /// <summary>B' d: six inputs to six points, which go to <paramref name="to"/>, <paramref name="step"/> floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(V d0, V d1, V d2, V d3, V d4, V d5, float* to, nint step)
    {
        L.Store(L.Fma(L.Broadcast(4), d0, L.Fma(L.Broadcast(-5), d2, d4)), to);
        V even = L.Fma(L.Broadcast(-4), d2, d4), odd = L.Fma(L.Broadcast(-4), d1, d3);
        L.Store(L.Add(even, odd), to + step);
        L.Store(L.Subtract(even, odd), to + 2 * step);
        even = L.Subtract(d4, d2);
        odd = L.Subtract(d3, d1);
        odd = L.Add(odd, odd);
        L.Store(L.Add(even, odd), to + 3 * step);
        L.Store(L.Subtract(even, odd), to + 4 * step);
        L.Store(L.Fma(L.Broadcast(4), d1, L.Fma(L.Broadcast(-5), d3, d5)), to + 5 * step);
    }

    /// <summary>A' d: six points, <paramref name="step"/> floats apart, to four outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* from, nint step, out V y0, out V y1, out V y2, out V y3)
    {
        V d1 = L.Load(from + step), d2 = L.Load(from + 2 * step), d3 = L.Load(from + 3 * step), d4 = L.Load(from + 4 * step);
        V even1 = L.Add(d1, d2), odd1 = L.Subtract(d1, d2), even2 = L.Add(d3, d4), odd2 = L.Subtract(d3, d4);
        y0 = L.Add(L.Load(from), L.Add(even1, even2));
        y1 = L.Fma(L.Broadcast(2), odd2, odd1);
        y2 = L.Fma(L.Broadcast(4), even2, even1);
        y3 = L.Add(L.Load(from + 5 * step), L.Fma(L.Broadcast(8), odd2, odd1));
    }

    /// <summary>The same of points 1 to 4 alone, which are in registers; points 0 and 5 are added to the first and the last output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(V d1, V d2, V d3, V d4, out V y0, out V y1, out V y2, out V y3)
    {
        V even1 = L.Add(d1, d2), odd1 = L.Subtract(d1, d2), even2 = L.Add(d3, d4), odd2 = L.Subtract(d3, d4);
        y0 = L.Add(even1, even2);
        y1 = L.Fma(L.Broadcast(2), odd2, odd1);
        y2 = L.Fma(L.Broadcast(4), even2, even1);
        y3 = L.Fma(L.Broadcast(8), odd2, odd1);
    }

    /// <summary>A y: the gradients of four outputs to six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient(V y0, V y1, V y2, V y3, float* to, nint step)
    {
        L.Store(y0, to);
        V even = L.Add(y0, y2), odd = L.Add(y1, y3);
        L.Store(L.Add(even, odd), to + step);
        L.Store(L.Subtract(even, odd), to + 2 * step);
        even = L.Fma(L.Broadcast(4), y2, y0);
        odd = L.Fma(L.Broadcast(8), y3, L.Add(y1, y1));
        L.Store(L.Add(even, odd), to + 3 * step);
        L.Store(L.Subtract(even, odd), to + 4 * step);
        L.Store(y3, to + 5 * step);
    }

    /// <summary>G g: a kernel of three to six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel(V g0, V g1, V g2, float* to, nint step)
    {
        L.Store(L.Multiply(L.Broadcast(0.25f), g0), to);
        V even = L.Multiply(L.Broadcast(-1f / 6), L.Add(g0, g2)), odd = L.Multiply(L.Broadcast(-1f / 6), g1);
        L.Store(L.Add(even, odd), to + step);
        L.Store(L.Subtract(even, odd), to + 2 * step);
        even = L.Fma(L.Broadcast(1f / 6), g2, L.Multiply(L.Broadcast(1f / 24), g0));
        odd = L.Multiply(L.Broadcast(1f / 12), g1);
        L.Store(L.Add(even, odd), to + 3 * step);
        L.Store(L.Subtract(even, odd), to + 4 * step);
        L.Store(g2, to + 5 * step);
    }

    /// <summary>G' d: six points, <paramref name="fromStep"/> floats apart, to the gradient of a kernel of three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KernelGradient(float* from, nint fromStep, float* to, nint step)
    {
        V d1 = L.Load(from + fromStep), d2 = L.Load(from + 2 * fromStep), d3 = L.Load(from + 3 * fromStep), d4 = L.Load(from + 4 * fromStep);
        V even1 = L.Add(d1, d2), odd1 = L.Subtract(d1, d2), even2 = L.Add(d3, d4), odd2 = L.Subtract(d3, d4);
        L.Store(L.Fma(L.Broadcast(0.25f), L.Load(from), L.Fma(L.Broadcast(-1f / 6), even1, L.Multiply(L.Broadcast(1f / 24), even2))), to);
        L.Store(L.Fma(L.Broadcast(-1f / 6), odd1, L.Multiply(L.Broadcast(1f / 12), odd2)), to + step);
        L.Store(L.Fma(L.Broadcast(-1f / 6), even1, L.Fma(L.Broadcast(1f / 6), even2, L.Load(from + 5 * fromStep))), to + 2 * step);
    }
}
