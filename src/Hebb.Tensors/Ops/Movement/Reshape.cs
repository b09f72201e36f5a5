using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The same elements, in the same order, under another shape. One extent may be -1: it is worked out from the others. Gradient: reshaped
    /// back.</summary>
    /// <param name="extents">The new extents; use -1 for the batch axis in a model.</param>
    /// <remarks>Costs nothing: the memory is shared.</remarks>
    /// <example><code>Tensor flat = Tensor.Zeros([32, 28, 28]).Reshape(32, -1);   // [32, 784]</code></example>
    public Tensor Reshape(params ReadOnlySpan<int> extents) => Op.Apply(ReshapeOp.To(extents, Spec), this);
}

/// <summary>The same memory under another shape. The one free extent, if any, is kept apart from the shape, as an axis number.</summary>
internal sealed record ReshapeOp(Shape Shape, int FreeAxis) : Op
{
    public static ReshapeOp To(ReadOnlySpan<int> extents, TensorSpec input)
    {
        Span<int> known = stackalloc int[extents.Length];
        int free = -1;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            bool isFree = extents[axis] == -1;
            if (isFree && free >= 0)
                throw new ShapeException("Reshape: only one extent can be -1.", $"input {input.Shape}   new [{string.Join(", ", extents.ToArray())}]",
                    "write all extents but one as numbers");
            if (isFree) free = axis;
            known[axis] = isFree ? 1 : extents[axis];
        }
        return new(Shape.Create(known), free);
    }

    public override bool IsAlias => true;

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = Shape;
        long count = inputs[0].Shape.Count;
        if (FreeAxis >= 0 && shape.Count > 0 && count % shape.Count == 0) shape = shape.With(FreeAxis, (int)(count / shape.Count));
        if (shape.Count != count)
            throw new ShapeException($"Reshape: {count} elements do not fit the shape {Print()}.", $"input {inputs[0].Shape}   new {Print()}",
                $"choose extents that multiply to {count}, or leave one of them to be worked out as -1");
        outputs.Add(shape, inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Copy(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Reshape(c.Input(0).Shape.Span));

    private string Print()
    {
        var extents = new string[Shape.Rank];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = axis == FreeAxis ? "-1" : Shape[axis].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", extents)}]";
    }
}
