using Hebb.Testing;

namespace Hebb;

public sealed class HardmaxTests
{
    [Fact]
    public void Along_the_last_axis_it_meets_its_spec() => new OpSpec
    {
        Name = "Hardmax",
        Call = x => x[0].Hardmax(),
        Shapes = [[[4, 7]], [[2, 3, 5]], [[3, 1]]],
        Reference = x => Rows(x[0]),
        Inputs = [Values.Distinct()],
        Tolerance = Tolerance.Exact,
        Large = [[170, 110]],
        Gradient = 1,
    }.Verify();

    [Fact]
    public void Along_another_axis_it_meets_its_spec() => new OpSpec
    {
        Name = "Hardmax (axis 1)",
        Call = x => x[0].Hardmax(axis: 1),
        Shapes = [[[2, 5, 3, 2]], [[3, 4, 1]]],
        Reference = x => x[0].Rank == 4 ? Rows(x[0].Permute(0, 2, 3, 1)).Permute(0, 3, 1, 2) : Rows(x[0].Permute(0, 2, 1)).Permute(0, 2, 1),
        Inputs = [Values.Distinct()],
        Tolerance = Tolerance.Exact,
        Large = [[17, 110, 10]],
        Gradient = 1,
    }.Verify();

    [Fact]
    public void The_notes_example_and_ties()
    {
        Assert.Equal([1f, 0f, 0f, 0f], Tensor.From([5f, 2f, -1f, 3f]).Hardmax().ToArray<float>());
        Assert.Equal([0d, 1d, 0d], Tensor.From([1d, 2d, 2d]).Hardmax().ToArray<double>());
    }

    [Fact]
    public void Integers_are_refused() => Snapshot.Throws<DTypeException>("hardmax-of-integers", () => Tensor.From([1, 2]).Hardmax());

    private static Tensor Rows(Tensor x)
    {
        double[] values = x.ToArray<double>(), results = new double[values.Length];
        int length = x.Shape[^1];
        for (int row = 0; row < values.Length; row += length)
        {
            int best = row;
            for (int i = row; i < row + length; i++)
                if (values[i] > values[best]) best = i;
            results[best] = 1;
        }
        return Tensor.From(results, x.Shape);
    }
}
