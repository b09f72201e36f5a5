using Hebb.Testing;

namespace Hebb;

public sealed class LogSoftmaxTests
{
    [Fact]
    public void Along_the_last_axis_it_meets_its_spec() => new OpSpec
    {
        Name = "LogSoftmax",
        Call = x => x[0].LogSoftmax(),
        Shapes = [[[4, 7]], [[2, 3, 5]], [[6]], [[3, 1]]],
        Reference = x => Rows(x[0]),
        Large = [[170, 110]],
    }.Verify();

    [Fact]
    public void Along_another_axis_it_meets_its_spec() => new OpSpec
    {
        Name = "LogSoftmax (axis 1)",
        Call = x => x[0].LogSoftmax(axis: 1),
        Shapes = [[[2, 5, 3]], [[3, 4, 1]]],
        Reference = x => Columns(x[0]),
        Large = [[17, 110, 10]],
    }.Verify();

    [Fact]
    public void Huge_logits_do_not_overflow() =>
        Assert.Equal([-0.6931472f, -0.6931472f, -2000.6931f], Tensor.From([1000f, 1000f, -1000f]).LogSoftmax().ToArray<float>());

    [Fact]
    public void A_NaN_spoils_its_own_row_alone()
    {
        bool[] spoiled = Tensor.From(new[,] { { 1f, float.NaN }, { 1f, 2f } }).LogSoftmax().IsNaN().ToArray<bool>();
        Assert.Equal([true, true, false, false], spoiled);
    }

    [Fact]
    public void Wrong_calls_say_how_to_fix_them()
    {
        Snapshot.Throws<DTypeException>("logsoftmax-of-integers", () => Tensor.From([1, 2]).LogSoftmax());
        Snapshot.Throws<ShapeException>("logsoftmax-axis", () => Tensor.Zeros([2, 3]).LogSoftmax(axis: 2));
    }

    private static Tensor Rows(Tensor x)
    {
        double[] values = x.ToArray<double>(), results = new double[values.Length];
        ReferenceSoftmax.RunLog<double>(values, results, x.Shape[^1]);
        return Tensor.From(results, x.Shape);
    }

    private static Tensor Columns(Tensor x)
    {
        (int outer, int length, int inner) = (x.Shape[0], x.Shape[1], x.Shape[2]);
        double[] values = x.ToArray<double>(), results = new double[values.Length], line = new double[length];
        for (int o = 0; o < outer; o++)
            for (int i = 0; i < inner; i++)
            {
                for (int l = 0; l < length; l++) line[l] = values[(o * length + l) * inner + i];
                ReferenceSoftmax.RunLog<double>((double[])line.Clone(), line, length);
                for (int l = 0; l < length; l++) results[(o * length + l) * inner + i] = line[l];
            }
        return Tensor.From(results, x.Shape);
    }
}
