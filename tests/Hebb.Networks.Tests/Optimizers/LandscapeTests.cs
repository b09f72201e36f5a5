namespace Hebb.Networks.Tests.Optimizers;

/// <summary>Optimizers on landscapes of two weights: ravines, saddles, several minima (A114), and how conditioning counts in steps (A152).</summary>
public class LandscapeTests
{
    [Fact]
    public void A_saddle_holds_plain_descent_and_neither_momentum_nor_rates_for_each_weight()
    {
        Assert.InRange(OffTheRidge(new Sgd(0.04)), 0, 0.1);
        foreach (Optimizer optimizer in (Optimizer[])[new Sgd(0.04) { Momentum = 0.9 }, new Sgd(0.04) { Momentum = 0.9, Nesterov = true }, new Adagrad(0.5),
            new RmsProp(0.05), new Adadelta { Epsilon = 1e-3 }, new Adam(0.1)])
            Assert.InRange(OffTheRidge(optimizer), 0.98, 1.02);   // one of the minima

        static double OffTheRidge(Optimizer optimizer) =>
            Walk(optimizer, static (x, y) => x.Square() * 0.5 - y.Square() * 0.5 + y.Square().Square() * 0.25, -2, 0.001, 100).Y;
    }

    [Theory]
    [InlineData(1.5, 0.9601)]
    [InlineData(-1.5, -1.0356)]
    public void Descent_ends_in_the_minimum_on_whose_side_it_starts(double start, double minimum) =>
        Assert.Equal(minimum, Walk(new Sgd(0.05), static (x, y) => (x.Square() - 1).Square() + x * 0.3 + y.Square(), start, 0, 200).X, 1e-4);

    [Fact]
    public void A_flat_convex_valley_has_many_minima_and_all_are_global()
    {
        foreach (double start in (double[])[-3, 0, 5])
        {
            (double x, double y) = Walk(new Sgd(0.1), static (x, y) => (x - y).Square(), start, 1, 200);
            Assert.Equal(x, y, 1e-9);                       // the loss is 0
            Assert.Equal((start + 1) / 2, x, 1e-9);         // at another place each time
        }
    }

    [Fact]
    public void Steps_grow_with_the_condition_number_and_with_its_root_with_momentum()
    {
        Assert.Equal(1, Steps(1, hasMomentum: false));
        Assert.InRange((double)Steps(1000, hasMomentum: false) / Steps(100, hasMomentum: false), 9, 11);
        Assert.InRange((double)Steps(1000, hasMomentum: true) / Steps(100, hasMomentum: true), 2.8, 4);
    }

    // From (1, 1) in (x^2 + kappa y^2) / 2, at the best rate and the best momentum (Polyak 1964).
    private static int Steps(int kappa, bool hasMomentum)
    {
        double root = Math.Sqrt(kappa);
        Optimizer optimizer = hasMomentum ? new Sgd(Math.Pow(2 / (root + 1), 2)) { Momentum = Math.Pow((root - 1) / (root + 1), 2) } : new Sgd(2.0 / (1 + kappa));
        Variable place = new(Tensor.From([1.0, 1.0]), "place");
        int steps = 0;
        for (; place.Norm().ToScalar() >= 1e-6; steps++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient((place.Square() * Tensor.From([0.5, 0.5 * kappa])).Sum(), place));
        }
        return steps;
    }

    private static (double X, double Y) Walk(Optimizer optimizer, Func<Tensor, Tensor, Tensor> surface, double x, double y, int steps)
    {
        Variable a = new(Tensor.From([x]), "x"), b = new(Tensor.From([y]), "y");
        for (int step = 0; step < steps; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient(surface(a, b).Sum(), a, b));
        }
        return (a.ToScalar(), b.ToScalar());
    }
}
