using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hebb.Kernels;

/// <summary>One instruction on a block of values, a loop of its own for each opcode: the choice is made once a block.</summary>
/// <typeparam name="V">The lanes.</typeparam>
/// <typeparam name="T">The type of a lane.</typeparam>
internal static unsafe class BlockOperations<V, T> where V : struct, ILanes<V> where T : unmanaged
{
    /// <summary>target[i] = opcode(a[i], b[i], c[i]), for as many of a, b and c as the opcode takes; the others may be any block.</summary>
    public static void Apply(Opcode opcode, byte* a, byte* b, byte* c, byte* target, int count)
    {
        switch (opcode)
        {
            case Opcode.Add: Loop<Add>(a, b, c, target, count); break;
            case Opcode.Subtract: Loop<Subtract>(a, b, c, target, count); break;
            case Opcode.Multiply: Loop<Multiply>(a, b, c, target, count); break;
            case Opcode.Divide: Loop<Divide>(a, b, c, target, count); break;
            case Opcode.Negate: Loop<Negate>(a, b, c, target, count); break;
            case Opcode.Fma: Loop<Fma>(a, b, c, target, count); break;
            case Opcode.Max: Loop<Max>(a, b, c, target, count); break;
            case Opcode.Min: Loop<Min>(a, b, c, target, count); break;
            case Opcode.Abs: Loop<Abs>(a, b, c, target, count); break;
            case Opcode.Sqrt: Loop<Sqrt>(a, b, c, target, count); break;
            case Opcode.Round: Loop<Round>(a, b, c, target, count); break;
            case Opcode.Floor: Loop<Floor>(a, b, c, target, count); break;
            case Opcode.Ceiling: Loop<Ceiling>(a, b, c, target, count); break;
            case Opcode.Scale: Loop<Scale>(a, b, c, target, count); break;
            case Opcode.Exponent: Loop<Exponent>(a, b, c, target, count); break;
            case Opcode.Mantissa: Loop<Mantissa>(a, b, c, target, count); break;
            case Opcode.CopySign: Loop<CopySign>(a, b, c, target, count); break;
            case Opcode.Greater: Loop<Greater>(a, b, c, target, count); break;
            case Opcode.GreaterOrEqual: Loop<GreaterOrEqual>(a, b, c, target, count); break;
            case Opcode.Equal: Loop<Equal>(a, b, c, target, count); break;
            case Opcode.And: Loop<And>(a, b, c, target, count); break;
            case Opcode.Or: Loop<Or>(a, b, c, target, count); break;
            case Opcode.Not: Loop<Not>(a, b, c, target, count); break;
            case Opcode.Select: Loop<Select>(a, b, c, target, count); break;
            default: throw new UnreachableException();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop<TOperation>(byte* a, byte* b, byte* c, byte* target, int count) where TOperation : struct, IOperation
    {
        for (nint at = 0; at < count * sizeof(T); at += V.Count * sizeof(T))
            V.Store(TOperation.Of(V.Load(a + at), V.Load(b + at), V.Load(c + at)), target + at);
    }

    private interface IOperation
    {
        static abstract V Of(V x, V y, V z);
    }

    private readonly struct Add : IOperation { public static V Of(V x, V y, V z) => x + y; }

    private readonly struct Subtract : IOperation { public static V Of(V x, V y, V z) => x - y; }

    private readonly struct Multiply : IOperation { public static V Of(V x, V y, V z) => x * y; }

    private readonly struct Divide : IOperation { public static V Of(V x, V y, V z) => x / y; }

    private readonly struct Negate : IOperation { public static V Of(V x, V y, V z) => -x; }

    private readonly struct Fma : IOperation { public static V Of(V x, V y, V z) => V.Fma(x, y, z); }

    private readonly struct Max : IOperation { public static V Of(V x, V y, V z) => V.Max(x, y); }

    private readonly struct Min : IOperation { public static V Of(V x, V y, V z) => V.Min(x, y); }

    private readonly struct Abs : IOperation { public static V Of(V x, V y, V z) => V.Abs(x); }

    private readonly struct Sqrt : IOperation { public static V Of(V x, V y, V z) => V.Sqrt(x); }

    private readonly struct Round : IOperation { public static V Of(V x, V y, V z) => V.Round(x); }

    private readonly struct Floor : IOperation { public static V Of(V x, V y, V z) => V.Floor(x); }

    private readonly struct Ceiling : IOperation { public static V Of(V x, V y, V z) => V.Ceiling(x); }

    private readonly struct Scale : IOperation { public static V Of(V x, V y, V z) => V.Scale(x, y); }

    private readonly struct Exponent : IOperation { public static V Of(V x, V y, V z) => V.Exponent(x); }

    private readonly struct Mantissa : IOperation { public static V Of(V x, V y, V z) => V.Mantissa(x); }

    private readonly struct CopySign : IOperation { public static V Of(V x, V y, V z) => V.CopySign(x, y); }

    private readonly struct Greater : IOperation { public static V Of(V x, V y, V z) => V.Greater(x, y); }

    private readonly struct GreaterOrEqual : IOperation { public static V Of(V x, V y, V z) => V.GreaterOrEqual(x, y); }

    private readonly struct Equal : IOperation { public static V Of(V x, V y, V z) => V.Equal(x, y); }

    private readonly struct And : IOperation { public static V Of(V x, V y, V z) => V.And(x, y); }

    private readonly struct Or : IOperation { public static V Of(V x, V y, V z) => V.Or(x, y); }

    private readonly struct Not : IOperation { public static V Of(V x, V y, V z) => V.Not(x); }

    private readonly struct Select : IOperation { public static V Of(V x, V y, V z) => V.Select(x, y, z); }
}
