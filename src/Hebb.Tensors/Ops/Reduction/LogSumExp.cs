using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Logarithm of the sum of exponentials over some axes, or over all: <c>ln(sum of e^x)</c>, a smooth maximum.
    /// Gradient: <c>g softmax(x)</c>.</summary>
    /// <param name="axis">The axis to go along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <remarks>Computed as <c>m + ln(sum of e^(x - m))</c> with the greatest element m, which does not overflow.</remarks>
    /// <exception cref="ShapeException">There is no element.</exception>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor y = Tensor.From([1000f, 1000f]).LogSumExp();   // 1000.6931</code></example>
    public Tensor LogSumExp(int? axis = null, bool keepDims = false) => LogSumExp(axis is { } one ? [one] : [], keepDims);

    /// <summary>Logarithm of the sum of exponentials over several axes.</summary>
    public Tensor LogSumExp(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("LogSumExp", Shape, axes), keepDims, static (axis, count) => new LogSumExpOp(axis, count));
}

internal sealed record LogSumExpOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        RefuseEmpty(inputs[0].Shape);
        base.Infer(inputs, ref outputs);
    }

    protected override DType OutputType(TensorSpec input) => Floating(Name, input);

    // The exponentials, then their sums.
    public override long Workspace(ReadOnlySpan<TensorSpec> inputs) => Scratch(inputs[0].Bytes) + inputs[0].Bytes;

    protected internal override void Forward(in ForwardContext c)
    {
        (View x, View y) = (c.Input(0), c.Output);
        AxisGroup group = AxisGroup.Of(x.Shape, Axis, AxisCount);
        View exponentials = new(c.Workspace.Address, x.DType, x.Shape);
        View sums = new(c.Workspace.Address + (nint)Scratch(x.Count * x.DType.Size()), y.DType, y.Shape);
        Reduction.Max(x, y, group.Outer, group.Length, group.Inner);
        Run(ShiftedExp.Instance, x, y, exponentials);
        Reduction.Sum(exponentials, sums, group.Outer, group.Length, group.Inner);
        Run(ShiftedLog.Instance, sums, y, y);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, (c.Input(0) - c.Output()).Exp() * c.OutputGradient);

    private static long Scratch(long bytes) => (bytes + 63) / 64 * 64;

    private static void Run(IElementwiseKernel kernel, View left, View right, View output) =>
        ElementwisePrograms.Get(kernel, [left.DType, right.DType], [output.DType]).Run([left, right], [output]);

    // An infinite maximum is not subtracted: it would make NaN of itself.
    private static V Finite<V>(V max) where V : struct, ISimd<V> => V.Select(V.Greater(V.Create(double.PositiveInfinity), V.Abs(max)), max, V.Create(0));

    private sealed class ShiftedExp : IElementwiseKernel
    {
        public static readonly ShiftedExp Instance = new();

        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = Simd.Exp(inputs[0] - Finite(inputs[1]));
    }

    private sealed class ShiftedLog : IElementwiseKernel
    {
        public static readonly ShiftedLog Instance = new();

        public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V> => outputs[0] = Simd.Log(inputs[0]) + Finite(inputs[1]);
    }
}
