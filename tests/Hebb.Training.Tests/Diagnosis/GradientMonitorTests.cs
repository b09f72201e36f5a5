namespace Hebb.Training.Tests.Diagnosis;

public sealed class GradientMonitorTests
{
    // Two inputs, a sigmoid unit, a linear one; the squared error of one sample, by hand.
    [Fact]
    public void Norms_are_those_of_a_step_worked_out_by_hand()
    {
        Sequential model = new([2], "two", 1)
        {
            new Dense(1, Activation.Sigmoid) { UseBias = false, KernelInitializer = Initializer.Constant(0.5), Name = "hidden" },
            new Dense(1) { UseBias = false, KernelInitializer = Initializer.Constant(2), Name = "out" },
        };
        GradientMonitor monitor = new();
        new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new MeanSquaredError(), Callbacks = [monitor] }
            .Fit(Dataset.From(new[,] { { 1f, 3f } }, [1f]), epochs: 1, batch: 1);
        double h = 1 / (1 + Math.Exp(-2)), error = 2 * ((2 * h) - 1);
        double ofHidden = error * 2 * h * (1 - h) * Math.Sqrt(10), ofOut = error * h;
        LayerSample hidden = monitor.Samples[0].Layers[0], last = monitor.Samples[0].Layers[1];
        Assert.Equal(("hidden", 2L, "out", 1L), (hidden.Layer, hidden.Parameters, last.Layer, last.Parameters));
        Assert.Equal(ofHidden, hidden.GradientNorm, 5);
        Assert.Equal(ofOut, last.GradientNorm, 5);
        Assert.Equal(0.1 * ofHidden / Math.Sqrt(0.5), hidden.UpdateRatio, 5);
        Assert.Equal(0.1 * ofOut / 2, last.UpdateRatio, 5);
        Assert.Equal(0, hidden.SaturatedFraction);
        Assert.True(double.IsNaN(last.SaturatedFraction) && double.IsNaN(hidden.DeadFraction));
    }

    [Fact]
    public void Dead_and_saturated_units_are_counted()
    {
        Sequential model = new([6], "counted", 1)
        {
            new Dense(4, Activation.Relu) { BiasInitializer = Initializer.Constant(-50) },
            new Dense(8, Activation.Tanh) { BiasInitializer = Initializer.Constant(9) },
            new Dense(3),
        };
        GradientMonitor monitor = new();
        new Trainer(model) { Optimizer = new Sgd(0.01), Loss = new CrossEntropy(), Callbacks = [monitor] }.Fit(Tables.Blobs(), epochs: 2);
        Assert.Equal([1, 1, 2], monitor.Samples.Select(static sample => sample.Epoch));
        Assert.All(monitor.Samples, static sample => Assert.Equal((1.0, 1.0), (sample.Layers[0].DeadFraction, sample.Layers[1].SaturatedFraction)));
    }

    // The table of a chain of sigmoid layers, whose gradients vanish, and of rectified ones, whose do not (A058, A113).
    [Fact]
    public void The_table_shows_gradients_vanish()
    {
        GradientMonitor Table(Activation activation)
        {
            Sequential model = new([6], "chain", 1);
            for (int i = 0; i < 5; i++) model.Add(new Dense(16, activation) { KernelInitializer = Initializer.HeNormal });
            model.Add(new Dense(3));
            GradientMonitor monitor = new();
            new Trainer(model) { Optimizer = new Sgd(0.05), Loss = new CrossEntropy(), Callbacks = [monitor] }.Fit(Tables.Blobs(), epochs: 1);
            return monitor;
        }

        double Fall(GradientMonitor monitor) => monitor.Samples[0].Layers[0].GradientScale / monitor.Samples[0].Layers[^1].GradientScale;
        GradientMonitor vanishing = Table(Activation.Sigmoid);
        Assert.True(Fall(vanishing) < 1e-2, vanishing.ToString());
        Assert.True(Fall(Table(Activation.Relu)) > 0.1, Table(Activation.Relu).ToString());
        string[] lines = vanishing.ToString().Split('\n');
        Assert.Equal("epoch  layer    gradient  weights  update/weights  dead  saturated", lines[0]);
        Assert.Equal(7, lines.Length);
        Assert.Matches(@"^    1  dense +\d\.\d\dE-\d +\d\.\d\dE\+\d +\d\.\d\dE-\d +\d+ %$", lines[1]);
    }

    [Fact]
    public void Steps_are_looked_into_as_often_as_asked()
    {
        GradientMonitor monitor = new() { Every = 4 };
        new Trainer(Tables.Net()) { Optimizer = new Sgd(0.05), Loss = new CrossEntropy(), Callbacks = [monitor] }.Fit(Tables.Blobs(), epochs: 2);
        Assert.Equal([(1, 1), (1, 5), (1, 9), (1, 10), (2, 1), (2, 5), (2, 9), (2, 10)], monitor.Samples.Select(static sample => (sample.Epoch, sample.Step)));
    }
}
