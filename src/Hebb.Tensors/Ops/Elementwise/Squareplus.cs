using System.Globalization;

namespace Hebb;

public partial class Tensor
{
    /// <summary>A smooth ReLU without exponentials: <c>(x + sqrt(x^2 + b)) / 2</c>. Gradient: <c>g y / sqrt(x^2 + b)</c>. (Barron 2021.)</summary>
    /// <param name="b">How wide the bend at zero is, above 0; with 4 the value there is 1, and the second derivative that of softplus times two.</param>
    /// <remarks>Below zero computed as <c>(b / 2) / (sqrt(x^2 + b) - x)</c>, which loses no digits.</remarks>
    /// <exception cref="OptionException">b is not above zero.</exception>
    /// <example><code>Tensor y = Tensor.From([-1f, 0f, 3f]).Squareplus();   // [0.618034, 1, 3.3027756]</code></example>
    public Tensor Squareplus(double b = 4) => b > 0 && double.IsFinite(b) ? Op.Apply(new SquareplusOp(b), this)
        : throw new OptionException("Squareplus: b is not a positive number.", string.Create(CultureInfo.InvariantCulture, $"b {b}"),
            "use a b above zero; 4 is usual, and 0 would be Relu()");
}

internal sealed record SquareplusOp(double B) : UnaryOp
{
    public override V Compute<V>(V x)
    {
        // sqrt(x^2 + b) as the greater of |x| and sqrt(b) times sqrt(1 + ratio^2): no square overflows.
        V size = V.Abs(x), bend = V.Create(Math.Sqrt(B)), most = V.Max(bend, size), ratio = V.Min(bend, size) / most;
        V half = V.Create(0.5), root = half * most * V.Sqrt(V.Fma(ratio, ratio, V.Create(1))), near = half * x;
        return V.Select(V.Greater(x, V.Create(0)), root + near, V.Create(0.25 * B) / (root - near));
    }

    // The root is 2 y - x, and so need not be taken again.
    public override void Vjp(in VjpContext c)
    {
        Tensor x = c.Input(0), y = c.Output();
        c.Add(0, c.OutputGradient * (y / (y + (y - x))));
    }
}
