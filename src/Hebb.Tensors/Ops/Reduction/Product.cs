using System.Numerics;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The product over some axes, or over all. Gradient: for each element the product of the others, right beside zeros too.</summary>
    /// <param name="axis">The axis to multiply along, counted from the end when negative; all axes when null.</param>
    /// <param name="keepDims">Keep the axis with extent 1, so that the result broadcasts against the input.</param>
    /// <remarks>The product of nothing is 1. Second-order gradients divide by the elements, and so want them different from zero.</remarks>
    /// <exception cref="DTypeException">The tensor is Bool or UInt8.</exception>
    /// <example><code>Tensor volume = Tensor.From([2f, 3f, 4f]).Product();   // 24</code></example>
    public Tensor Product(int? axis = null, bool keepDims = false) => Product(axis is { } one ? [one] : [], keepDims);

    /// <summary>The product over several axes.</summary>
    public Tensor Product(ReadOnlySpan<int> axes, bool keepDims = false) =>
        ReductionOp.Fold(this, ReductionOp.Axes("Product", Shape, axes), keepDims, static (axis, count) => new ProductOp(axis, count));
}

internal sealed record ProductOp(int Axis, int AxisCount) : ReductionOp(Axis, AxisCount)
{
    protected override DType OutputType(TensorSpec input) => Numeric(input);

    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        switch (c.Output.DType)
        {
            case DType.Float32: Run<float>(c, group); break;
            case DType.Float64: Run<double>(c, group); break;
            case DType.Int32: Run<int>(c, group); break;
            default: Run<long>(c, group); break;
        }
    }

    public override void Vjp(in VjpContext c)
    {
        (Tensor x, Tensor g) = (c.Input(0), c.OutputGradient);
        c.Add(0, c.IsRecorded ? g * c.Output() / x : Apply(new ProductGradientOp(Axis, AxisCount), x, g));
    }

    private static void Run<T>(in ForwardContext c, AxisGroup group) where T : unmanaged, INumber<T> =>
        ReferenceReduction.Product<T>(c.Input(0).AsSpan<T>(), c.Output.AsSpan<T>(), group.Length, group.Inner);
}

/// <summary>For each element the product of the others times the incoming gradient.</summary>
internal sealed record ProductGradientOp(int Axis, int AxisCount) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        AxisGroup group = AxisGroup.Of(c.Input(0).Shape, Axis, AxisCount);
        if (c.Output.DType == DType.Float32) Run<float>(c, group);
        else Run<double>(c, group);
    }

    private static void Run<T>(in ForwardContext c, AxisGroup group) where T : unmanaged, INumber<T> =>
        ReferenceReduction.ProductGradient<T>(c.Input(0).AsSpan<T>(), c.Input(1).AsSpan<T>(), c.Output.AsSpan<T>(), group.Length, group.Inner);
}
