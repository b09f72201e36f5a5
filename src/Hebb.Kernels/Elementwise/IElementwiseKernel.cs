namespace Hebb;

/// <summary>A computation on corresponding elements: what an elementwise op is, to the floor that runs it.</summary>
/// <remarks>Implementations have value equality: programs compiled from equal kernels are shared.</remarks>
public interface IElementwiseKernel
{
    /// <summary>Computes <paramref name="outputs"/> from <paramref name="inputs"/>, lane by lane. Boolean inputs and outputs are masks.</summary>
    void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>;
}
