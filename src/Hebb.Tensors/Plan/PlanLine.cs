namespace Hebb;

/// <summary>One instruction of a plan: what it does, and how much.</summary>
/// <param name="Number">Its place in the list, from 1.</param>
/// <param name="Layer">The layer that it, or what it is the gradient of, belongs to; empty for what no layer does, such as the loss.</param>
/// <param name="Kernel">What runs: an operation, or the elementwise operations that were made one loop, joined by +.</param>
/// <param name="Shapes">What it reads and what it makes: <c>[128,784], dense/kernel [784,10] -> [128,10]</c>. Single numbers
/// without a name are left out.</param>
/// <param name="Layout">How what it makes lies in memory.</param>
/// <param name="Bytes">What it reads and writes, each tensor once, in bytes.</param>
/// <param name="MultiplyAdds">Multiply-adds of a matrix product or a convolution.</param>
/// <param name="ElementSteps">Primitive steps on elements (additions, comparisons, ...) of an elementwise loop. A lane takes about as long for each as for a
/// multiply-add.</param>
/// <param name="LeastSeconds">No machine of the speed that the summary states can do it in less: the larger of bytes by bandwidth and work by peak.</param>
/// <param name="Seconds">What it took, the median over the replays; null where nothing was measured.</param>
public sealed record PlanLine(int Number, string Layer, string Kernel, string Shapes, string Layout, long Bytes, long MultiplyAdds, long ElementSteps,
    double LeastSeconds, double? Seconds)
{
    /// <summary>Multiply-adds and steps on elements together.</summary>
    public long Work => MultiplyAdds + ElementSteps;
}
