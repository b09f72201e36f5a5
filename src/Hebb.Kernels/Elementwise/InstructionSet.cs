using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>The methods that stand for each opcode in one width and type of lanes: what the emitter calls.</summary>
/// <remarks>
/// Nearly all are methods the JIT knows as single instructions on raw registers. Small wrappers would read better, and would exhaust the JIT's budget for
/// inlining in the middle of a long kernel.
/// Every handle is taken from a delegate, so that trimming sees what is used.
/// </remarks>
internal abstract class InstructionSet
{
    /// <summary>The register's type.</summary>
    public abstract Type Vector { get; }

    /// <summary>The number of lanes.</summary>
    public abstract int Count { get; }

    /// <summary>The size of a lane in bytes.</summary>
    public abstract int LaneSize { get; }

    /// <summary>How many registers the machine has.</summary>
    public abstract int Registers { get; }

    /// <summary>Reads a register from an address.</summary>
    public abstract MethodInfo Load { get; }

    /// <summary>Writes a register to an address.</summary>
    public abstract MethodInfo Store { get; }

    /// <summary>Reads bytes as a mask.</summary>
    public abstract MethodInfo LoadMask { get; }

    /// <summary>Writes a mask as bytes.</summary>
    public abstract MethodInfo StoreMask { get; }

    /// <summary>Reads one element into every lane.</summary>
    public abstract MethodInfo Splat { get; }

    /// <summary>Reads one byte as a mask of all lanes.</summary>
    public abstract MethodInfo SplatMask { get; }

    /// <summary>The method of an opcode that computes.</summary>
    public abstract MethodInfo Method(Opcode opcode);

    /// <summary>True when the method takes a constant 0 after its operands.</summary>
    public virtual bool TakesZero(Opcode opcode) => false;

    /// <summary>The widest set of this machine for a type of lanes.</summary>
    public static InstructionSet Of(DType lanes) => lanes switch
    {
        DType.Float32 => Of<float>(),
        DType.Float64 => Of<double>(),
        DType.Int32 => Of<int>(),
        DType.Int64 => Of<long>(),
        _ => Of<byte>(),
    };

    private static InstructionSet Of<T>() where T : unmanaged, INumber<T> =>
        Vector512.IsHardwareAccelerated ? new InstructionSet512<T>()
        : Avx2.IsSupported && Fma.IsSupported ? new InstructionSet256<T>()
        : new InstructionSet128<T>();
}
