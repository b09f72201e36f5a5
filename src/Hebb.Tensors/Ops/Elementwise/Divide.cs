namespace Hebb;

public partial class Tensor
{
    /// <summary>Quotient of corresponding elements, with broadcasting: <c>x / y</c>. Gradients: <c>g / y</c> and <c>-g x / y^2</c>.</summary>
    /// <remarks>Dividing by zero gives an infinity, or NaN for 0 / 0. Integers are not divided: whether to round is for the caller to say.</remarks>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <exception cref="DTypeException">The operands differ in type, or are not floating point.</exception>
    /// <example><code>Tensor y = Tensor.From([10f, 20f]) / Tensor.From([4f, 5f]);   // [2.5, 4]</code></example>
    public static Tensor operator /(Tensor left, Tensor right) => Op.Apply(DivideOp.Instance, left, right);

    /// <summary>Divides every element by a number.</summary>
    public static Tensor operator /(Tensor left, double right) => left / left.Operand(right, "Divide");

    /// <summary>Divides a number by every element.</summary>
    public static Tensor operator /(double left, Tensor right) => right.Operand(left, "Divide") / right;
}

internal sealed record DivideOp : BinaryOp
{
    internal static readonly DivideOp Instance = new();

    public override V Compute<V>(V x, V y) => x / y;

    public override void Vjp(in VjpContext c)
    {
        Tensor quotient = c.OutputGradient / c.Input(1);
        c.Add(0, quotient);
        if (c.Needs(1)) c.Add(1, -(quotient * c.Output()));
    }
}
