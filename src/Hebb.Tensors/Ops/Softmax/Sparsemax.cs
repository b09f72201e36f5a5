using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>Turns scores into probabilities along an axis, of which many are exactly zero: the point of the probability simplex that is nearest to x,
    /// <c>max(x - tau, 0)</c> with the tau that makes them sum to 1. Gradient: <c>g - mean of g</c> over the elements above zero, else 0. (Martins and
    /// Astudillo 2016.)</summary>
    /// <param name="axis">The axis whose elements then sum to 1, counted from the end when negative.</param>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    /// <exception cref="DTypeException">The tensor is not floating point.</exception>
    /// <example><code>Tensor probabilities = Tensor.From([1f, 0.5f, -1f]).Sparsemax();   // [0.75, 0.25, 0]</code></example>
    public Tensor Sparsemax(int axis = -1) => Op.Apply(new SparsemaxOp(ReductionOp.Axes("Sparsemax", Shape, [axis])[0]), this);
}

internal sealed record SparsemaxOp(int Axis) : AxisOp(Axis)
{
    protected override void Run(View x, View y, long rows, int length) => Sparsemax.Run(x, y, rows, length);

    public override void Vjp(in VjpContext c)
    {
        Tensor support = c.Output().Greater(0), g = Tensor.Where(support, c.OutputGradient, 0);
        Tensor mean = g.Sum(Axis, keepDims: true) / support.Cast(g.DType).Sum(Axis, keepDims: true);
        c.Add(0, Tensor.Where(support, g - mean, 0));
    }
}
