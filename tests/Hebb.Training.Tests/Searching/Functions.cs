namespace Hebb.Training.Tests.Searching;

/// <summary>Functions whose least value is known, as if each evaluation were a training run.</summary>
internal static class Functions
{
    /// <summary>Branin's: three equal minima of 0.397887.</summary>
    public static SearchSpace BraninSpace { get; } = [Hyperparameter.Float("x", -5, 10), Hyperparameter.Float("y", 0, 15)];

    public static double Branin(HyperParameters values)
    {
        (double x, double y) = (values.Float("x"), values.Float("y"));
        double a = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (a * a) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }

    /// <summary>Hartmann's in three dimensions: least value -3.86278.</summary>
    public static SearchSpace HartmannSpace { get; } = [Hyperparameter.Float("a", 0, 1), Hyperparameter.Float("b", 0, 1), Hyperparameter.Float("c", 0, 1)];

    public static double Hartmann(HyperParameters values)
    {
        double[] x = [values.Float("a"), values.Float("b"), values.Float("c")], alpha = [1, 1.2, 3, 3.2];
        double[,] a = { { 3, 10, 30 }, { 0.1, 10, 35 }, { 3, 10, 30 }, { 0.1, 10, 35 } };
        double[,] p = { { 0.3689, 0.1170, 0.2673 }, { 0.4699, 0.4387, 0.7470 }, { 0.1091, 0.8732, 0.5547 }, { 0.0381, 0.5743, 0.8828 } };
        double sum = 0;
        for (int i = 0; i < 4; i++)
        {
            double inner = 0;
            for (int j = 0; j < 3; j++) inner += a[i, j] * (x[j] - p[i, j]) * (x[j] - p[i, j]);
            sum -= alpha[i] * Math.Exp(-inner);
        }
        return sum;
    }

    /// <summary>What tuning looks like: a learning rate with an optimum and a cliff, a size, an activation, a switch; and one that does not matter. 0 at the
    /// best.</summary>
    public static SearchSpace MixedSpace { get; } =
    [
        Hyperparameter.Float("rate", 1e-5, 1, log: true), Hyperparameter.Int("units", 8, 512, log: true), Hyperparameter.Choice("activation", "a", "b", "c"),
        Hyperparameter.Bool("norm"), Hyperparameter.Float("idle", 0, 1),
    ];

    public static double Mixed(HyperParameters values)
    {
        double rate = Math.Log10(values.Float("rate") / 3e-3), units = Math.Log2(values.Int("units") / 128.0);
        double cliff = rate > 1.5 ? double.NaN : 0;   // a diverged run
        return (rate * rate) + (0.1 * units * units) + (values.Text("activation") switch { "a" => 0.3, "b" => 0, _ => 0.6 }) + (values.Bool("norm") ? 0 : 0.4) + cliff;
    }

    public static double Best(SearchSpace space, SearchMethod method, Func<HyperParameters, double> function) =>
        new Tuner(space, method).Search(trial => function(trial.Values)).Best!.Score;

    public static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
