namespace Hebb;

public partial class Tensor
{
    /// <summary>The lesser of corresponding elements, with broadcasting; NaN when either is. Gradient: to the lesser one, on a tie to this tensor.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 5f]).Minimum(Tensor.From([3f, 2f]));   // [1, 2]</code></example>
    public Tensor Minimum(Tensor other) => Op.Apply(MinimumOp.Instance, this, other);

    /// <summary>The lesser of every element and a number.</summary>
    public Tensor Minimum(double other) => Minimum(Operand(other, "Minimum"));
}

internal sealed record MinimumOp : BinaryOp
{
    internal static readonly MinimumOp Instance = new();

    protected override bool AllowsIntegers => true;

    // V.Min gives its second operand when either is NaN; a NaN in the first must pass, too.
    public override V Compute<V>(V x, V y) => V.Select(V.Equal(x, x), V.Min(x, y), x);

    public override void Vjp(in VjpContext c)
    {
        Tensor mask = c.Input(0).LessOrEqual(c.Input(1));
        if (c.Needs(0)) c.Add(0, Tensor.Where(mask, c.OutputGradient, 0));
        if (c.Needs(1)) c.Add(1, Tensor.Where(mask, 0, c.OutputGradient));
    }
}
