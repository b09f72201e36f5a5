namespace Hebb;

public partial class Tensor
{
    /// <summary>Sum of corresponding elements, with broadcasting. Gradient: passes through to both.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 2f]) + Tensor.From([10f, 20f]);   // [11, 22]</code></example>
    public static Tensor operator +(Tensor left, Tensor right) => Op.Apply(AddOp.Instance, left, right);

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(Tensor left, double right) => left + left.Operand(right, "Add");

    /// <summary>Adds a number to every element.</summary>
    public static Tensor operator +(double left, Tensor right) => right.Operand(left, "Add") + right;
}

internal sealed record AddOp : BinaryOp
{
    internal static readonly AddOp Instance = new();

    protected override bool AllowsIntegers => true;

    public override V Compute<V>(V x, V y) => x + y;

    public override void Vjp(in VjpContext c)
    {
        c.Add(0, c.OutputGradient);
        c.Add(1, c.OutputGradient);
    }
}
