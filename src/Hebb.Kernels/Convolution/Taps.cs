namespace Hebb.Kernels;

/// <summary>
/// Along one axis: which positions of the kernel meet which positions of the source, for every destination position t of one phase: kernel position First + i
/// Step meets source position t stride + Offset + i OffsetStep.
/// </summary>
/// <param name="Count">How many kernel positions there are; none where no kernel position ever lands on such a destination.</param>
/// <param name="First">The first kernel position.</param>
/// <param name="Step">From a kernel position to the next.</param>
/// <param name="Offset">Where in the source the first one reads, for destination 0.</param>
/// <param name="OffsetStep">From where one reads to where the next does.</param>
internal readonly record struct Taps(int Count, int First, int Step, int Offset, int OffsetStep)
{
    /// <summary>The source position that the last one reads, for destination 0.</summary>
    public int LastOffset => Offset + (Count - 1) * OffsetStep;

    /// <summary>The kernel position and the source offset of tap <paramref name="i"/>.</summary>
    public (int Kernel, int Offset) this[int i] => (First + i * Step, Offset + i * OffsetStep);

    /// <summary>Forward: output t sees x at t stride - pad + k dilation, for every k.</summary>
    public static Taps Forward(int kernel, int dilation, int pad) => new(kernel, 0, 1, -pad, dilation);

    /// <summary>
    /// Backward: input i = phase + t stride was seen by outputs o with o stride = i + pad - k dilation, so only by those k for which that divides evenly, and
    /// then o = t + (phase + pad - k dilation) / stride.
    /// Such k are a regular row of numbers; taken from the last to the first, their offsets increase.
    /// </summary>
    public static Taps Backward(int kernel, int dilation, int pad, int stride, int phase)
    {
        int count = 0, first = 0, step = 1, offset = 0, offsetStep = 1;
        for (int k = kernel - 1; k >= 0; k--)
        {
            if ((phase + pad - k * dilation) % stride != 0) continue;
            int at = (phase + pad - k * dilation) / stride;
            if (count == 0) (first, offset) = (k, at);
            if (count == 1) (step, offsetStep) = (k - first, at - offset);
            count++;
        }
        return new(count, first, step, offset, offsetStep);
    }
}
