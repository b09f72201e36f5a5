namespace Hebb.Kernels;

/// <summary>A program as one loop over neighbouring elements: what is left of an elementwise computation when all broadcasting has been dealt with.</summary>
internal abstract unsafe class FlatLoop
{
    /// <summary>Computes <paramref name="count"/> elements.</summary>
    /// <param name="operands">The addresses of the inputs, then of the outputs. An output may be one of the inputs; otherwise they do not overlap.</param>
    /// <param name="count">The number of elements; none is read or written beyond.</param>
    /// <param name="splats">Bit i is set when input i is a single element that stands for all.</param>
    /// <param name="repeats">Bit i is set when input i begins anew after every period: a row that is the same for all rows.</param>
    /// <param name="period">The number of elements in a period, a multiple of <see cref="Step"/>.</param>
    public abstract void Run(byte** operands, nint count, ulong splats, ulong repeats, nint period);

    /// <summary>How many elements the loop takes at a time, a power of two.</summary>
    public abstract int Step(ulong splats, ulong repeats);
}
