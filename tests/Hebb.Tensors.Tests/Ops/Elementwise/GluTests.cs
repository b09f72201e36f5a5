using Hebb.Testing;

namespace Hebb;

public sealed class GluTests
{
    [Fact]
    public void Glu_meets_its_spec() => new OpSpec
    {
        Name = "Glu",
        Call = x => x[0].Glu(axis: 1),
        Shapes = [[[3, 8]], [[2, 4, 3]], [[2, 2]]],
        Reference = x =>
        {
            (int outer, int half, int inner) = (x[0].Shape[0], x[0].Shape[1] / 2, x[0].Rank == 3 ? x[0].Shape[2] : 1);
            double[] values = x[0].ToArray<double>(), y = new double[outer * half * inner];
            for (int o = 0; o < outer; o++)
                for (int i = 0; i < half * inner; i++)
                    y[o * half * inner + i] = values[2 * o * half * inner + i] * Exact.Sigmoid(values[(2 * o + 1) * half * inner + i]);
            return Tensor.From(y, x[0].Shape.With(1, half));
        },
        Large = [[200, 110]],
    }.Verify();

    [Fact]
    public void An_odd_axis_is_refused() => Snapshot.Throws<ShapeException>("glu-odd", () => Tensor.Zeros([4, 7]).Glu());
}
