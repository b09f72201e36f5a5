namespace Hebb;

public partial class Tensor
{
    /// <summary>The greater of corresponding elements, with broadcasting; NaN when either is. Gradient: to the greater one, on a tie to this tensor.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 5f]).Maximum(Tensor.From([3f, 2f]));   // [3, 5]</code></example>
    public Tensor Maximum(Tensor other) => Op.Apply(MaximumOp.Instance, this, other);

    /// <summary>The greater of every element and a number.</summary>
    public Tensor Maximum(double other) => Maximum(Operand(other, "Maximum"));
}

internal sealed record MaximumOp : BinaryOp
{
    internal static readonly MaximumOp Instance = new();

    protected override bool AllowsIntegers => true;

    // V.Max gives its second operand when either is NaN; a NaN in the first must pass, too.
    public override V Compute<V>(V x, V y) => V.Select(V.Equal(x, x), V.Max(x, y), x);

    public override void Vjp(in VjpContext c)
    {
        Tensor mask = c.Input(0).GreaterOrEqual(c.Input(1));
        if (c.Needs(0)) c.Add(0, Tensor.Where(mask, c.OutputGradient, 0));
        if (c.Needs(1)) c.Add(1, Tensor.Where(mask, 0, c.OutputGradient));
    }
}
