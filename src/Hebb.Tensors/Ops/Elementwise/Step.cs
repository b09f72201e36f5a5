namespace Hebb;

public partial class Tensor
{
    /// <summary>Threshold unit: 1 where x &gt;= threshold, else 0. The mathematical neuron, which fires on equality. (McCulloch and Pitts 1943; A006,
    /// A057.)</summary>
    /// <param name="threshold">Where the unit fires.</param>
    /// <param name="straightThrough">Whether gradients pass as if the unit were the identity (the straight-through estimator; Bengio, Leonard and Courville
    /// 2013). False: no gradient passes, since the derivative is zero wherever there is one.</param>
    /// <example><code>Tensor y = Tensor.From([-0.5f, 0f, 2f]).Step();   // [0, 1, 1]</code></example>
    public Tensor Step(double threshold = 0, bool straightThrough = false) => Op.Apply(new StepOp(0, threshold, straightThrough), this);

    /// <summary>Bipolar threshold unit: 1 where x &gt;= threshold, else -1. (A057.)</summary>
    /// <param name="threshold">Where the unit fires.</param>
    /// <param name="straightThrough">Whether gradients pass as if the unit were the identity; see <see cref="Step"/>.</param>
    /// <remarks>The bipolar unit with a band of indecision, which gives 0 where |x| &lt;= band (A009), is <c>x.HardShrink(band).Sign()</c>.</remarks>
    /// <example><code>Tensor y = Tensor.From([-0.5f, 0f, 2f]).BipolarStep();   // [-1, 1, 1]</code></example>
    public Tensor BipolarStep(double threshold = 0, bool straightThrough = false) => Op.Apply(new StepOp(-1, threshold, straightThrough), this);
}

/// <summary>1 from the threshold on, another number below it; NaN stays.</summary>
internal sealed record StepOp(double Low, double Threshold, bool StraightThrough) : UnaryOp
{
    public override string Name => Low == 0 ? "Step" : "BipolarStep";

    public override V Compute<V>(V x) =>
        V.Select(V.GreaterOrEqual(x, V.Create(Threshold)), V.Create(1), V.Select(V.Equal(x, x), V.Create(Low), x));

    public override void Vjp(in VjpContext c)
    {
        if (StraightThrough) c.Add(0, c.OutputGradient);
    }
}
