using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public sealed class PixelSumTests
{
    [Fact]
    public void PixelSum_keeps_its_promises() => new OpSpec
    {
        Name = "PixelSum",
        Call = x => Op.Apply(PixelSumOp.Instance, x[0]),
        Shapes = [[[2, 3, 4, 5]], [[1, 1, 1, 1]], [[3, 5, 2, 17]], [[16, 4, 4, 3]]],
        Large = [[32, 20, 20, 6]],
        Reference = x =>
        {
            (double[] from, Shape shape) = (x[0].ToArray<double>(), x[0].Shape);
            var sums = new double[shape[0] * shape[3]];
            for (int i = 0; i < from.Length; i++) sums[i / (shape[1] * shape[2] * shape[3]) * shape[3] + i % shape[3]] += from[i];
            return Tensor.From(sums).Reshape(shape[0], shape[3]);
        },
    }.Verify();
}
