namespace Hebb;

public sealed class ReferenceSparsemaxTests
{
    [Fact]
    public void Of_two_scores_it_is_a_ramp_by_their_difference()
    {
        double[] y = new double[6];
        ReferenceSparsemax.Run<double>([0.25, 0, 5, 3, -2, -2], y, length: 2);
        Assert.Equal([0.625, 0.375, 1, 0, 0.5, 0.5], y);   // (1 + difference) / 2, cut at 0 and 1
    }
}
