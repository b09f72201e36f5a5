using Hebb.Testing;

namespace Hebb;

public sealed class CumulativeSumTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    public void The_running_sum_meets_its_spec(int axis, bool reverse) => new OpSpec
    {
        Name = $"CumulativeSum (axis {axis}{(reverse ? ", reverse" : "")})",
        Call = x => x[0].CumulativeSum(axis, reverse),
        Shapes = [[[4, 7]], [[3, 4, 5]], [[2, 1]]],
        Reference = x => Loop(x[0], axis, reverse),
        Large = [[70, 1100]],
    }.Verify();

    [Fact]
    public void An_axis_without_elements_gives_nothing() => Assert.Empty(Tensor.Zeros([2, 0]).CumulativeSum(axis: 1, reverse: true).ToArray<float>());

    [Fact]
    public void Masks_are_refused() => Snapshot.Throws<DTypeException>("cumulative-sum-of-a-mask", () => Tensor.From([true]).CumulativeSum(axis: 0));

    private static Tensor Loop(Tensor x, int axis, bool reverse)
    {
        AxisGroup group = AxisGroup.Of(x.Shape, x.Shape.Axis(axis));
        double[] values = x.ToArray<double>(), sums = new double[values.Length];
        if (!reverse)
        {
            ReferenceReduction.CumulativeSum<double>(values, sums, group.Length, group.Inner);
            return Tensor.From(sums, x.Shape);
        }
        Array.Reverse(values);   // all axes turned round: the others do not matter to sums along this one
        ReferenceReduction.CumulativeSum<double>(values, sums, group.Length, group.Inner);
        Array.Reverse(sums);
        return Tensor.From(sums, x.Shape);
    }
}
