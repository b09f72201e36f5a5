using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>The last elements of an array, too few for a whole vector: loaded and stored without touching what lies behind them.</summary>
/// <remarks>
/// Reductions, softmax, pooling and random numbers are written in <see cref="Vector512{T}"/> alone. Where the machine has no such registers the runtime makes
/// two halves of every operation, or four quarters, which costs nothing measurable against writing those by hand (a sum on AVX2: within 5 %), and gives every
/// machine the same lanes, hence the same bits.
/// </remarks>
internal static unsafe class Part
{
    /// <summary>The first <paramref name="count"/> lanes from memory (0 to all of them), the others from <paramref name="rest"/>.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Load<T>(T* source, int count, Vector512<T> rest) where T : unmanaged
    {
        if (sizeof(T) == 4 && Avx512F.IsSupported) return Avx512F.MaskLoad((uint*)source, Below32(count), rest.AsUInt32()).As<uint, T>();
        if (sizeof(T) == 8 && Avx512F.IsSupported) return Avx512F.MaskLoad((ulong*)source, Below64(count), rest.AsUInt64()).As<ulong, T>();
        if (sizeof(T) == 4 && Avx2.IsSupported) return LoadHalves((uint*)source, count, rest.AsUInt32()).As<uint, T>();
        return LoadElements(source, count, rest);
    }

    /// <summary>Writes the first <paramref name="count"/> lanes (0 to all of them).</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Store<T>(Vector512<T> value, T* target, int count) where T : unmanaged
    {
        if (sizeof(T) == 4 && Avx512F.IsSupported) Avx512F.MaskStore((uint*)target, Below32(count), value.AsUInt32());
        else if (sizeof(T) == 8 && Avx512F.IsSupported) Avx512F.MaskStore((ulong*)target, Below64(count), value.AsUInt64());
        else if (sizeof(T) == 4 && Avx2.IsSupported) StoreHalves(value.AsUInt32(), (uint*)target, count);
        else StoreElements(value, target, count);
    }

    /// <summary>As many lanes as there are left, all or some or none: what a loop's last steps need.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> LoadUpTo<T>(T* source, long left, Vector512<T> rest) where T : unmanaged =>
        left >= Vector512<T>.Count ? Vector512.Load(source) : left <= 0 ? rest : Load(source, (int)left, rest);

    /// <summary>Writes as many lanes as there are left.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void StoreUpTo<T>(Vector512<T> value, T* target, long left) where T : unmanaged
    {
        if (left >= Vector512<T>.Count) Vector512.Store(value, target);
        else if (left > 0) Store(value, target, (int)left);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector512<uint> Below32(int count) =>
        Vector512.LessThan(Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), Vector512.Create((uint)count));

    [MethodImpl(AggressiveInlining)]
    private static Vector512<ulong> Below64(int count) => Vector512.LessThan(Vector512.Create(0ul, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((ulong)(uint)count));

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static Vector512<uint> LoadHalves(uint* source, int count, Vector512<uint> rest)
    {
        Vector256<uint> low = Vector256.LessThan(Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((uint)count));
        Vector256<uint> high = Vector256.LessThan(Vector256.Create(8u, 9, 10, 11, 12, 13, 14, 15), Vector256.Create((uint)count));
        return Vector512.Create(Vector256.ConditionalSelect(low, Avx2.MaskLoad(source, low), rest.GetLower()),
            Vector256.ConditionalSelect(high, Avx2.MaskLoad(source + 8, high), rest.GetUpper()));
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void StoreHalves(Vector512<uint> value, uint* target, int count)
    {
        Avx2.MaskStore(target, Vector256.LessThan(Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7), Vector256.Create((uint)count)), value.GetLower());
        Avx2.MaskStore(target + 8, Vector256.LessThan(Vector256.Create(8u, 9, 10, 11, 12, 13, 14, 15), Vector256.Create((uint)count)), value.GetUpper());
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static Vector512<T> LoadElements<T>(T* source, int count, Vector512<T> rest) where T : unmanaged
    {
        T* lanes = (T*)&rest;
        for (int i = 0; i < count; i++) lanes[i] = source[i];
        return rest;
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void StoreElements<T>(Vector512<T> value, T* target, int count) where T : unmanaged
    {
        T* lanes = (T*)&value;
        for (int i = 0; i < count; i++) target[i] = lanes[i];
    }
}
