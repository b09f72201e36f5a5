using Hebb.Kernels;

namespace Hebb.Training.Tests.Searching;

public class HyperparameterTests
{
    private static IEnumerable<double> Places => Enumerable.Range(0, 10001).Select(static i => i / 10000.0);

    [Fact]
    public void A_number_comes_from_its_range_evenly_and_in_few_digits()
    {
        Hyperparameter dropout = Hyperparameter.Float("dropout", 0.1, 0.6);
        double[] values = [.. Places.Select(place => dropout.At(place).Number!.Value)];

        Assert.Equal((0.1, 0.35, 0.6), (values[0], values[5000], values[^1]));
        Assert.All(values, value => Assert.True(value.ToString("R").Length <= 6, $"{value:R}"));
        Assert.All(values, value => Assert.True(dropout.Contains(value)));
        Assert.Equal(2500, values.Count(static value => value < 0.225), 5.0);
    }

    [Fact]
    public void A_logarithmic_range_gives_every_decade_the_same_chance()
    {
        Hyperparameter rate = Hyperparameter.Float("learning_rate", 1e-4, 1e-1, log: true);
        double[] values = [.. Places.Select(place => rate.At(place).Number!.Value)];

        Assert.Equal((1e-4, 1e-1), (values[0], values[^1]));
        Assert.Equal(0.003162, rate.At(0.5).Number);   // the geometric mean, in four digits
        foreach (double decade in (double[])[1e-4, 1e-3, 1e-2]) Assert.Equal(3333, values.Count(value => value >= decade && value < 10 * decade), 5.0);
    }

    [Fact]
    public void Four_digits_are_those_of_the_range_where_it_is_narrow()
    {
        Hyperparameter narrow = Hyperparameter.Float("x", 1000, 1000.1);

        Assert.Equal(1000.05, narrow.At(0.5).Number);
        Assert.True(Places.Select(place => narrow.At(place)).Distinct().Count() >= 1000);
    }

    [Theory]
    [InlineData(1, 4, false)]
    [InlineData(-3, 3, false)]
    public void Whole_numbers_are_all_equally_likely_the_ends_too(int low, int high, bool log)
    {
        Hyperparameter layers = Hyperparameter.Int("layers", low, high, log);
        var counts = Places.GroupBy(place => layers.At(place).Number!.Value).ToDictionary(static group => group.Key, static group => group.Count());

        Assert.Equal(high - low + 1, counts.Count);
        Assert.All(counts.Values, count => Assert.Equal(10001.0 / (high - low + 1), count, 2.0));
    }

    [Fact]
    public void Whole_numbers_on_a_logarithmic_scale_double_as_often_below_as_above()
    {
        Hyperparameter units = Hyperparameter.Int("units", 16, 256, log: true);
        double[] values = [.. Places.Select(place => units.At(place).Number!.Value)];

        Assert.Equal((16.0, 256.0), (values[0], values[^1]));
        Assert.InRange(values.Count(static value => value < 64), 4850, 5150);
    }

    [Fact]
    public void Options_are_equally_likely_and_true_or_false_is_one_of_two()
    {
        Assert.Equal(["a", "b", "c"], Places.Select(place => Hyperparameter.Choice("x", "a", "b", "c").At(place).Text).Distinct());
        Assert.Equal([false, true], Places.Select(place => Hyperparameter.Bool("x").At(place).Truth).Distinct());
        Assert.Equal(64.0, Hyperparameter.Choice("x", 32, 64).At(0.9).Number);
    }

    [Fact]
    public void A_place_leads_to_its_value_and_the_value_back_to_such_a_place()
    {
        PhiloxStream stream = new(1);
        for (int i = 0; i < 200; i++)
        {
            HyperParameters values = Functions.MixedSpace.At(Functions.MixedSpace.Draw(ref stream));
            Assert.Equal(values, Functions.MixedSpace.At(Functions.MixedSpace.PlacesOf(values)));
        }
    }

    [Fact]
    public void Options_without_an_order_are_all_as_far_from_each_other_as_the_ends_of_a_range()
    {
        SearchSpace space = [Hyperparameter.Choice("x", "a", "b", "c")];
        double[][] points = [.. Enumerable.Range(0, 3).Select(i => space.Encode(space.At([(i + 0.5) / 3])))];

        foreach ((int i, int j) in ((int, int)[])[(0, 1), (0, 2), (1, 2)])
            Assert.Equal(1, Math.Sqrt(points[i].Zip(points[j], static (a, b) => (a - b) * (a - b)).Sum()), 12);
        Assert.Equal([0, 0, 0], space.Owners());
    }

    [Fact]
    public void Values_are_read_by_name_and_type()
    {
        HyperParameters values = new(("rate", 3e-3), ("units", 64), ("activation", "relu"), ("norm", true));

        Assert.Equal((0.003, 64, "relu", true), (values.Float("rate"), values.Int("units"), values.Text("activation"), values.Bool("norm")));
        Assert.Equal(64, values.Float("units"));
        Assert.Equal("rate=0.003 units=64 activation=relu norm=true", values.ToString());
        Assert.Null(values.Find("momentum"));
        Assert.Equal("rate=0.1 units=64 activation=relu norm=true", new HyperParameters(("rate", 0.1)).Over(values).ToString());
        Assert.Equal(values, new(("rate", 3e-3), ("units", 64.0), ("activation", "relu"), ("norm", true)));
        Assert.NotEqual(values, HyperParameters.None);
    }

    [Fact]
    public void Values_of_odd_ranges_are_in_them()
    {
        foreach (double place in (double[])[0, 0.3, 0.5, 1])
        {
            double tiny = Hyperparameter.Float("tiny", 1e-310, 3e-310).At(place).Number!.Value;
            Assert.Equal(1e-310 + (2e-310 * place), tiny, 1e-312);
        }
        Assert.Equal(["-2147483648", "0", "2147483647"],
            Hyperparameter.Int("any", int.MinValue, int.MaxValue).Grid(3).Select(static value => value.ToString()));
    }

    [Fact]
    public void Errors_say_how_to_fix_the_call() => Snapshot.Errors("hyperparameter_errors",
    [
        ("an empty range", () => Hyperparameter.Float("rate", 0.1, 0.01)),
        ("no number", () => Hyperparameter.Float("rate", 0, double.NaN)),
        ("a logarithm of zero", () => Hyperparameter.Float("rate", 0, 1, log: true)),
        ("whole numbers backwards", () => Hyperparameter.Int("units", 64, 16)),
        ("a logarithm below zero", () => Hyperparameter.Int("units", -1, 16, log: true)),
        ("a logarithmic range that no number spans", () => Hyperparameter.Float("rate", 1e-300, 1e300, log: true)),
        ("an option that is no number", () => Hyperparameter.Choice("slope", 0.1, double.NaN)),
        ("an option that is nothing", () => Hyperparameter.Choice("slope", "none", default)),
        ("no options", () => Hyperparameter.Choice("activation")),
        ("an option twice", () => Hyperparameter.Choice("activation", "relu", "tanh", "relu")),
        ("no name", () => Hyperparameter.Bool("")),
        ("a blank name", () => Hyperparameter.Float(" ", 0, 1)),
        ("a hyperparameter that is null", () => SearchSpace.Of(Hyperparameter.Bool("norm"), null!)),
        ("an empty space", () => SearchSpace.Of()),
        ("a name twice", () => SearchSpace.Of(Hyperparameter.Bool("norm"), Hyperparameter.Int("norm", 1, 2))),
        ("values with a name twice", () => new HyperParameters(("a", 1), ("a", 2))),
        ("an unknown name", () => new HyperParameters(("rate", 0.1)).Float("units")),
        ("a name of nothing", () => HyperParameters.None.Float("units")),
        ("another type", () => new HyperParameters(("activation", "relu")).Float("activation")),
        ("not whole", () => new HyperParameters(("units", 1.5)).Int("units")),
    ]);
}
