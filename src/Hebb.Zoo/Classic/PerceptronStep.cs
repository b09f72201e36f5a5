using System.Globalization;

namespace Hebb;

/// <summary>A sample as a perceptron in training saw it, with the weights after it; index j is the unit.</summary>
/// <param name="Epoch">The pass over the data, from 1.</param>
/// <param name="Sample">The sample's number, from 0.</param>
/// <param name="NetInput">The net inputs y_in.</param>
/// <param name="Output">What the units said.</param>
/// <param name="Target">What they should have said.</param>
/// <param name="Changed">Whether any weight changed.</param>
/// <param name="Weights">w_ij, input by input, after the sample.</param>
/// <param name="Bias">b_j after the sample.</param>
public sealed record PerceptronStep(int Epoch, int Sample, double[] NetInput, double[] Output, double[] Target, bool Changed, double[] Weights, double[] Bias)
{
    /// <summary>A line: <c>epoch 1  sample 0  y_in 0  y 0  t 1  w 1 1  b 1</c>.</summary>
    public override string ToString() => $"epoch {Epoch}  sample {Sample}  y_in {Print(NetInput)}  y {Print(Output)}  t {Print(Target)}  "
        + $"w {Print(Weights)}  b {Print(Bias)}{(Changed ? "" : "  (unchanged)")}";

    private static string Print(double[] values) => string.Join(' ', values.Select(static value => value.ToString("0.####", CultureInfo.InvariantCulture)));
}
