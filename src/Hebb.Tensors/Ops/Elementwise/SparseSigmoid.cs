namespace Hebb;

public partial class Tensor
{
    /// <summary>A sigmoid that reaches its ends: <c>min(max((x + 1) / 2, 0), 1)</c>. Gradient: 1/2 where -1 &lt;= x &lt;= 1, else 0. (Martins and Astudillo
    /// 2016.)</summary>
    /// <example><code>Tensor y = Tensor.From([-2f, 0.5f, 3f]).SparseSigmoid();   // [0, 0.75, 1]</code></example>
    public Tensor SparseSigmoid() => (this * 0.5 + 0.5).Clip(0, 1);
}
