namespace Hebb.Training.Tests.Running;

/// <summary>Models with a <see cref="Tensor.Detach"/> in them.</summary>
public sealed class StopGradientTests
{
    [Fact]
    public void What_lies_below_a_detached_tensor_is_not_trained_eagerly_nor_by_plan()
    {
        Dataset data = Small.Data();
        string?[] trained = new string?[2];
        for (int i = 0; i < 2; i++)
        {
            Functional model = Branched();
            float[] below = model.Parameters[0].ToArray<float>(), above = model.Parameters[^2].ToArray<float>();
            new Trainer(model) { Optimizer = new Adam(0.05), Loss = new CrossEntropy(), Eager = i == 0 }.Fit(data, epochs: 2, batch: 8);
            Assert.Equal(below, model.Parameters[0].ToArray<float>());
            Assert.NotEqual(above, model.Parameters[^2].ToArray<float>());
            trained[i] = model.WeightsSha256();
        }
        Assert.Equal(trained[0], trained[1]);
    }

    /// <summary>Of w (stop(w) x) the gradient by w is w x, not 2 w x.</summary>
    [Fact]
    public void One_way_of_two_is_a_constant()
    {
        Tensor x = Model.Input([3], DType.Float64);
        Dense layer = new(1) { UseBias = false, KernelInitializer = Initializer.Constant(0.5) };
        Tensor once = x.Apply(layer);
        Functional model = new(x, once * once.Detach());
        Tensor values = Tensor.From([1.0, 2, 4], [1, 3]);
        using var tape = GradientTape.Begin();
        Assert.Equal([3.5, 7, 14], tape.Gradient(model.Call(values).Sum(), model.Parameters)[model.Parameters[0]].ToArray<double>());
    }

    [Fact]
    public void A_layer_that_stops_gradients_stands_in_a_stack()
    {
        Sequential model = new([6], seed: 1) { new Dense(4, Activation.Tanh), new Stop(), new Dense(3) };
        string before = Convert.ToHexString(model.Parameters[0].ToArray<float>().SelectMany(BitConverter.GetBytes).ToArray());
        new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new CrossEntropy() }.Fit(Small.Data(), epochs: 1, batch: 8);
        Assert.Equal(before, Convert.ToHexString(model.Parameters[0].ToArray<float>().SelectMany(BitConverter.GetBytes).ToArray()));
    }

    [Fact]
    public void A_model_with_a_detached_tensor_is_saved_and_still_stops()
    {
        using TemporaryFolder folder = new();
        Functional model = Branched();
        model.Save(folder.File("model.hebb"));
        Model loaded = Model.Load(folder.File("model.hebb"));
        Tensor x = Tensor.Normal([4, 6], seed: 3);
        Assert.Equal(model.Predict(x).ToArray<float>(), loaded.Predict(x).ToArray<float>());
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(loaded.Call(x).Sum(), loaded.Parameters);
        Assert.False(gradients.Reaches(loaded.Parameters[0]));
        Assert.True(gradients.Reaches(loaded.Parameters[^1]));
    }

    private static Functional Branched()
    {
        Tensor x = Model.Input([6]);
        return new(x, x.Apply(new Dense(5, Activation.Tanh) { Name = "below" }).Detach().Apply(new Dense(3) { Name = "above" }), "branched", seed: 4);
    }

    private sealed class Stop : Layer
    {
        protected override Tensor Forward(Tensor x) => x.Detach();
    }
}
