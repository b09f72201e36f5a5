namespace Hebb;

public partial class Tensor
{
    /// <summary>Indices as indicator vectors: <c>[...]</c> becomes <c>[..., classes]</c>, with 1 at the index and 0 elsewhere. Has no gradient: indices have
    /// none.</summary>
    /// <param name="classes">The number of classes; every index is from 0 to classes - 1.</param>
    /// <param name="type">The result's element type.</param>
    /// <exception cref="DTypeException">The indices are not Int32 or Int64.</exception>
    /// <exception cref="ShapeException">An index is outside the classes.</exception>
    /// <example><code>Tensor targets = Tensor.From([2, 0]).OneHot(3);   // [[0, 0, 1], [1, 0, 0]]</code></example>
    public Tensor OneHot(int classes, DType type = DType.Float32) => classes < 0
        ? throw new OptionException($"OneHot: there cannot be {classes} classes.", $"indices {Spec}   classes {classes}", "give the number of classes")
        : Op.Apply(new OneHotOp(classes, type), this);
}

internal sealed record OneHotOp(int Classes, DType DType) : Op
{
    internal IndexTaker? Taker { get; init; }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (inputs[0].DType is not (DType.Int32 or DType.Int64))
            throw new DTypeException($"OneHot: indices are Int32 or Int64, not {inputs[0].DType}.", $"indices {inputs[0]}   classes {Classes}",
                "convert the indices with Cast(DType.Int32)");
        outputs.Add(inputs[0].Shape.Insert(inputs[0].Shape.Rank, Classes), DType);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        long bad = Kernels.OneHot.Run(c.Input(0), c.Output, Classes);
        if (bad >= 0) throw IndexError.Outside("OneHot", c.Input(0), bad, Classes, $"indices {c.Input(0).Shape}   classes {Classes}", Taker);
    }

    public override void Vjp(in VjpContext c)
    {
    }
}
