namespace Hebb;

public partial class Tensor
{
    /// <summary>The mask of elements that are neither infinite nor NaN.</summary>
    /// <example><code>bool healthy = gradient.IsFinite().All().ToScalar() == 1;</code></example>
    public Tensor IsFinite() => Op.Apply(IsFiniteOp.Instance, this);
}

internal sealed record IsFiniteOp : UnaryOp
{
    internal static readonly IsFiniteOp Instance = new();

    protected override DType OutputType(DType input) => DType.Bool;

    public override int Reuses(int output) => -1;

    public override V Compute<V>(V x) => V.Greater(V.Create(double.PositiveInfinity), V.Abs(x));

    public override void Vjp(in VjpContext c)
    {
    }
}
