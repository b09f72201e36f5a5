using Hebb.Testing;

namespace Hebb;

public sealed class SparsemaxTests
{
    [Fact]
    public void Along_the_last_axis_it_meets_its_spec() => new OpSpec
    {
        Name = "Sparsemax",
        Call = x => x[0].Sparsemax(),
        Shapes = [[[4, 7]], [[2, 3, 5]], [[6]], [[3, 1]]],
        Reference = x => Rows(x[0]),
        Large = [[170, 110]],
        Gradient = 1,   // piecewise linear: the second derivative is zero
    }.Verify();

    [Fact]
    public void Along_another_axis_it_meets_its_spec() => new OpSpec
    {
        Name = "Sparsemax (axis 1)",
        Call = x => x[0].Sparsemax(axis: 1),
        Shapes = [[[2, 5, 3]], [[3, 4, 1]]],
        Reference = x => Rows(x[0].Permute(0, 2, 1)).Permute(0, 2, 1),
        Large = [[17, 110, 10]],
        Gradient = 1,
    }.Verify();

    [Fact]
    public void Few_scores_are_near_enough_to_the_greatest()
    {
        Assert.Equal([0.75f, 0.25f, 0f], Tensor.From([1f, 0.5f, -1f]).Sparsemax().ToArray<float>());
        Assert.Equal([1f, 0f, 0f], Tensor.From([1000f, 998f, float.NegativeInfinity]).Sparsemax().ToArray<float>());
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], Tensor.From([7f, 7f, 7f, 7f]).Sparsemax().ToArray<float>());
    }

    [Fact]
    public void Probabilities_of_a_long_row_sum_to_one()
    {
        Tensor y = (Tensor.Normal([3, 5000], seed: 1) * 1e-4).Sparsemax();
        Assert.All(y.Sum(axis: -1).ToArray<float>(), sum => Assert.Equal(1, sum, 1e-5));
        Assert.True(y.Min().ToScalar() >= 0);
    }

    [Fact]
    public void A_NaN_spoils_its_own_row_alone()
    {
        bool[] spoiled = Tensor.From(new[,] { { 1f, float.NaN }, { 1f, 2f } }).Sparsemax().IsNaN().ToArray<bool>();
        Assert.Equal([true, true, false, false], spoiled);
    }

    private static Tensor Rows(Tensor x)
    {
        double[] values = x.ToArray<double>(), results = new double[values.Length];
        ReferenceSparsemax.Run<double>(values, results, x.Shape[^1]);
        return Tensor.From(results, x.Shape);
    }
}
