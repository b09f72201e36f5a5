namespace Hebb;

public partial class Tensor
{
    /// <summary>Scaled exponential linear unit: 1.0507 times the ELU of alpha 1.6733, so that activations keep mean 0 and variance 1 through deep dense
    /// networks. Gradient: 1.0507 above zero, else <c>y + 1.7581</c>. (Klambauer and others 2017.)</summary>
    /// <remarks>Wants LeCun-normal weights.</remarks>
    /// <example><code>Tensor y = Tensor.From([-1f, 2f]).Selu();   // [-1.1113307, 2.101402]</code></example>
    public Tensor Selu() => Op.Apply(new EluOp(1.6732632423543772, 1.0507009873554805), this);
}
