namespace Hebb.Networks.Tests.Layers;

public sealed class NoiseLayerTests
{
    [Fact]
    public void Of_50_units_kept_with_probability_four_fifths_10_are_off_on_average_and_the_output_stays_as_large()
    {
        const int Calls = 4000, Units = 50;
        Sequential model = new([Units], seed: 1) { new Dropout(0.2) };
        Tensor x = Tensor.Full([1, Units], 0.8);
        double off = 0, sum = 0;
        for (int call = 0; call < Calls; call++)
        {
            float[] y = Call(model, x);
            off += y.Count(static value => value == 0);
            sum += y.Sum(static value => (double)value);
            Assert.All(y, static value => Assert.True(value is 0 or 1, $"{value} is neither dropped nor 0.8 / 0.8"));
        }
        // The count of a call has the deviation sqrt(50 * 0.2 * 0.8) = 2.83; five deviations of the mean are allowed.
        Assert.Equal(10, off / Calls, 5 * 2.83 / Math.Sqrt(Calls));
        Assert.Equal(0.8 * Units, sum / Calls, 5 * 2.83 / Math.Sqrt(Calls));
    }

    public static TheoryData<string> Layers => ["dropout", "alpha", "gaussian", "noise", "spatial"];

    [Theory, MemberData(nameof(Layers))]
    public void Mean_and_spread_are_those_of_the_formula(string kind)
    {
        Tensor x = Tensor.Normal([400, 10, 50], seed: 1);
        Sequential model = new([10, 50], seed: 2) { Make(kind) };
        float[] before = x.ToArray<float>(), y = Call(model, x);
        ((double original, double spread), (double mean, double variance)) = (Moments(before), Moments(y));
        double expected = kind switch
        {
            "alpha" => 1,                       // that of the input, which is standard normal
            "noise" => spread + 0.25,           // deviation 0.5
            _ => spread / 0.8,                  // E[x^2] (1 + p / (1 - p))
        };
        Assert.Equal(original, mean, 0.02);
        Assert.Equal(expected, variance, 0.03);
    }

    [Theory, MemberData(nameof(Layers))]
    public void Each_call_draws_anew_and_a_seed_repeats_them(string kind)
    {
        Tensor x = Tensor.Normal([4, 3, 40], seed: 1);
        Sequential model = new([3, 40], seed: 7) { Make(kind) }, again = new([3, 40], seed: 7) { Make(kind) }, other = new([3, 40], seed: 8) { Make(kind) };
        float[] first = Call(model, x), second = Call(model, x);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Call(again, x));
        Assert.Equal(second, Call(again, x));
        Assert.NotEqual(first, Call(other, x));
        Assert.Equal(x.ToArray<float>(), model.Predict(x).ToArray<float>());
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels_of_a_sample()
    {
        Sequential model = new([4, 5, 200], seed: 1) { new SpatialDropout(0.5) };
        float[] y = Call(model, Tensor.Ones([3, 4, 5, 200]));
        int dropped = 0;
        for (int sample = 0; sample < 3; sample++)
            for (int channel = 0; channel < 200; channel++)
            {
                float[] map = [.. Enumerable.Range(0, 20).Select(position => y[(((sample * 20) + position) * 200) + channel])];
                Assert.Single(map.Distinct());
                Assert.True(map[0] is 0 or 2);
                if (map[0] == 0) dropped++;
            }
        Assert.InRange(dropped, 240, 360);   // 300 of 600 on average, deviation 12.2
    }

    [Fact]
    public void A_strength_of_zero_changes_nothing()
    {
        Tensor x = Tensor.Normal([2, 3, 4], seed: 1);
        foreach (Layer layer in (Layer[])[new Dropout(0), new AlphaDropout(0), new GaussianDropout(0), new GaussianNoise(0), new SpatialDropout(0)])
            Assert.Equal(x.ToArray<float>(), Call(new Sequential([3, 4]) { layer }, x));
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts() => Snapshot.Errors("noise_layer_errors",
    [
        ("a rate of one", () => new AlphaDropout(1)),
        ("a rate in percent", () => new GaussianDropout(20)),
        ("a rate that is no number", () => new SpatialDropout(double.NaN)),
        ("negative noise", () => new GaussianNoise(-0.5)),
        ("no positions", () => new Sequential([8]) { new SpatialDropout(0.2) }),
    ]);

    private static Layer Make(string kind) => kind switch
    {
        "dropout" => new Dropout(0.2),
        "alpha" => new AlphaDropout(0.2),
        "gaussian" => new GaussianDropout(0.2),
        "noise" => new GaussianNoise(0.5),
        _ => new SpatialDropout(0.2),
    };

    private static float[] Call(Sequential model, Tensor x)
    {
        using var scope = TensorScope.Training();
        return model.Call(x).ToArray<float>();
    }

    private static (double Mean, double Variance) Moments(float[] values)
    {
        double mean = values.Average(static value => (double)value);
        return (mean, values.Average(value => (value - mean) * (value - mean)));
    }
}
