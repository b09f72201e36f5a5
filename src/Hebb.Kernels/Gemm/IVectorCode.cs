using System.Numerics;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Code that is written once for every element type and vector width.</summary>
internal interface IVectorCode
{
    /// <summary>Runs it for one type and width.</summary>
    void Run<L, T, V>() where L : struct, IVectors<T, V> where T : unmanaged where V : struct;
}

/// <summary>Code for floats alone that is written once for every vector width.</summary>
internal interface IFloatVectorCode
{
    /// <summary>Runs it for one width.</summary>
    void Run<L, V>() where L : struct, IVectors<float, V> where V : struct;
}

/// <summary>Chooses the element type and the vector width to run with.</summary>
internal static class VectorCode
{
    /// <summary>Runs the code in vectors of this width.</summary>
    public static void Run<TCode>(ref TCode code, VectorWidth width) where TCode : struct, IFloatVectorCode
    {
        switch (width.Resolve())
        {
            case VectorWidth.Bits512: code.Run<Vectors512<float>, Vector512<float>>(); break;
            case VectorWidth.Bits256: code.Run<Vectors256<float>, Vector256<float>>(); break;
            case VectorWidth.Bits128: code.Run<Vectors128<float>, Vector128<float>>(); break;
            default: code.Run<Vectors1<float>, float>(); break;
        }
    }

    /// <summary>Runs the code for elements of this type, float or double, in vectors of this width.</summary>
    public static void Run<TCode>(ref TCode code, DType type, VectorWidth width) where TCode : struct, IVectorCode
    {
        if (type == DType.Float32) Run<TCode, float>(ref code, width);
        else Run<TCode, double>(ref code, width);
    }

    private static void Run<TCode, T>(ref TCode code, VectorWidth width) where TCode : struct, IVectorCode where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (width.Resolve())
        {
            case VectorWidth.Bits512: code.Run<Vectors512<T>, T, Vector512<T>>(); break;
            case VectorWidth.Bits256: code.Run<Vectors256<T>, T, Vector256<T>>(); break;
            case VectorWidth.Bits128: code.Run<Vectors128<T>, T, Vector128<T>>(); break;
            default: code.Run<Vectors1<T>, T, T>(); break;
        }
    }
}
