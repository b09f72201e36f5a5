using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace Hebb.Kernels;

/// <summary>Between truth values in memory, a byte each, and masks in lanes, which are all ones or all zeros and as wide as a number.</summary>
internal static unsafe class VectorMasks
{
    /// <summary>Lanes of ones where the byte is not zero.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector512<T> Load512<T>(byte* source) where T : unmanaged
    {
        if (sizeof(T) == 1) return ~Vector512.Equals(Vector512.Load(source), Vector512<byte>.Zero).As<byte, T>();
        if (sizeof(T) == 4) return ~Vector512.Equals(Avx512F.ConvertToVector512Int32(Vector128.Load(source)), Vector512<int>.Zero).As<int, T>();
        return ~Vector512.Equals(Avx512F.ConvertToVector512Int64(Vector128.CreateScalar(*(ulong*)source).AsByte()), Vector512<long>.Zero).As<long, T>();
    }

    /// <summary>Lanes of ones where the byte is not zero.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector256<T> Load256<T>(byte* source) where T : unmanaged
    {
        if (sizeof(T) == 1) return ~Vector256.Equals(Vector256.Load(source), Vector256<byte>.Zero).As<byte, T>();
        if (sizeof(T) == 4)
            return ~Vector256.Equals(Avx2.ConvertToVector256Int32(Vector128.CreateScalar(*(ulong*)source).AsByte()), Vector256<int>.Zero).As<int, T>();
        return ~Vector256.Equals(Avx2.ConvertToVector256Int64(Vector128.CreateScalar(*(uint*)source).AsByte()), Vector256<long>.Zero).As<long, T>();
    }

    /// <summary>Lanes of ones where the byte is not zero.</summary>
    [MethodImpl(AggressiveInlining)]
    public static Vector128<T> Load128<T>(byte* source) where T : unmanaged
    {
        if (sizeof(T) == 1) return ~Vector128.Equals(Vector128.Load(source), Vector128<byte>.Zero).As<byte, T>();
        if (sizeof(T) == 8) return ~Vector128.Equals(Vector128.Create((long)source[0], source[1]), Vector128<long>.Zero).As<long, T>();
        Vector128<ushort> halves = Vector128.WidenLower(Vector128.CreateScalar(*(uint*)source).AsByte());
        return ~Vector128.Equals(Vector128.WidenLower(halves).AsInt32(), Vector128<int>.Zero).As<int, T>();
    }

    /// <summary>A byte of 1 per lane of ones, of 0 per lane of zeros.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Store<T>(Vector512<T> mask, byte* target) where T : unmanaged
    {
        if (sizeof(T) == 1) Vector512.Store(mask.AsByte() & Vector512.Create((byte)1), target);
        else if (sizeof(T) == 4) Vector128.Store(Avx512F.ConvertToVector128Byte(mask.AsUInt32() & Vector512.Create(1u)), target);
        else *(ulong*)target = Avx512F.ConvertToVector128Byte(mask.AsUInt64() & Vector512.Create(1ul)).AsUInt64().ToScalar();
    }

    /// <summary>A byte of 1 per lane of ones, of 0 per lane of zeros.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Store<T>(Vector256<T> mask, byte* target) where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            Vector256.Store(mask.AsByte() & Vector256.Create((byte)1), target);
            return;
        }
        uint bits = Vector256.ExtractMostSignificantBits(mask);
        *(uint*)target = Spread(bits & 15);
        if (sizeof(T) == 4) *(uint*)(target + 4) = Spread(bits >> 4);
    }

    /// <summary>A byte of 1 per lane of ones, of 0 per lane of zeros.</summary>
    [MethodImpl(AggressiveInlining)]
    public static void Store<T>(Vector128<T> mask, byte* target) where T : unmanaged
    {
        if (sizeof(T) == 1)
        {
            Vector128.Store(mask.AsByte() & Vector128.Create((byte)1), target);
            return;
        }
        uint bits = Spread(Vector128.ExtractMostSignificantBits(mask));
        if (sizeof(T) == 4) *(uint*)target = bits;
        else *(ushort*)target = (ushort)bits;
    }

    /// <summary>Four bits as four bytes: each product moves one bit to the bottom of its byte.</summary>
    [MethodImpl(AggressiveInlining)] private static uint Spread(uint bits) => bits * 0x0020_4081 & 0x0101_0101;
}
