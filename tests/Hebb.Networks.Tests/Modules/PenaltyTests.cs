namespace Hebb.Networks.Tests.Modules;

public sealed class PenaltyTests
{
    [Fact]
    public void A_model_without_regularizers_has_none()
    {
        Sequential model = new([3]) { new Dense(2) };
        Assert.False(model.HasPenalty);
        Assert.Equal(0, model.Penalty().ToScalar());
    }

    [Fact]
    public void It_is_the_sum_over_kernels_biases_and_activations_of_the_calls_since_the_tape_was_opened()
    {
        Dense layer = new(2) { KernelRegularizer = new L2(0.5), BiasRegularizer = new L1(2), BiasInitializer = Initializer.Constant(0.25), ActivityRegularizer = new L1(3) };
        Sequential model = new([3], "regular") { layer, new ActivityRegularization(new L2(0.1)) };
        Tensor x = Tensor.Normal([4, 3], seed: 1);
        double weights = 0.5 * layer.Kernel.Square().Sum().ToScalar() + 2 * 0.5;
        float[] output = model.Predict(x).ToArray<float>();
        double activity = (3 * output.Sum(static y => Math.Abs((double)y)) + 0.1 * output.Sum(static y => (double)y * y)) / 4;
        Assert.True(model.HasPenalty);
        Assert.Equal(weights, model.Penalty().ToScalar(), 1e-5);   // no tape is open: nothing is known of activations
        using (var tape = GradientTape.Begin())
        {
            model.Call(x);
            Assert.Equal(weights + activity, model.Penalty().ToScalar(), 1e-4);
            using (GradientTape.Begin())
            {
                Assert.Equal(weights, model.Penalty().ToScalar(), 1e-5);   // an inner tape begins anew
                model.Call(x);
            }
            Assert.Equal(weights + activity, model.Penalty().ToScalar(), 1e-4);
            model.Call(x);
            Assert.Equal(weights + 2 * activity, model.Penalty().ToScalar(), 1e-4);
        }
        Assert.Equal(weights, model.Penalty().ToScalar(), 1e-5);
    }

    [Fact]
    public void Another_models_activations_and_frozen_kernels_do_not_count()
    {
        Sequential one = new([3]) { new Dense(2) { ActivityRegularizer = new L1(1) } };
        Dense frozen = new(2) { KernelRegularizer = new L2(1) };
        Sequential other = new([3]) { frozen };
        frozen.Trainable = false;
        using var tape = GradientTape.Begin();
        one.Call(Tensor.Ones([1, 3]));
        Assert.Equal(0, other.Penalty().ToScalar());
        Assert.True(one.Penalty().ToScalar() > 0);
    }

    [Fact]
    public void The_gradient_flows_through_the_activations_to_the_layers_before()
    {
        Dense first = new(4);
        Sequential model = new([3]) { first, new ActivityRegularization(new L2(1)) };
        using var tape = GradientTape.Begin();
        Tensor y = model.Call(Tensor.Ones([2, 3]));
        Tensor expected = (first.Kernel.Sum(0) * 2.0).Detach();   // d/dw of sum y^2 / 2 samples, x = 1
        Assert.Equal(expected.ToArray<float>(), tape.Gradient(model.Penalty(), model.Parameters)[first.Bias!].ToArray<float>(), new Near());
    }

    [Fact]
    public void Penalties_of_weights_and_activations_agree_with_finite_differences()
    {
        Dense first = new(4, Activation.Tanh) { KernelRegularizer = new L1L2(0.1, 0.2), ActivityRegularizer = new L2(0.3) };
        Dense second = new(2) { BiasRegularizer = new L2(0.5), BiasInitializer = Initializer.Ones, ActivityRegularizer = new L1(0.4) };
        Tensor input = Model.Input([3], DType.Float64);
        Functional model = new(input, second.Call(first.Call(input)));
        Tensor x = Tensor.Normal([5, 3], seed: 1, type: DType.Float64);
        GradientCheck.Verify(() => model.Call(x).Square().Mean() + model.Penalty(), model.Parameters);
    }

    [Fact]
    public void Regularizers_and_constraints_are_saved_with_the_model()
    {
        using TemporaryFolder folder = new();
        Sequential model = new([3]) { new Dense(2) { KernelRegularizer = new L1L2(1e-3, 1e-4), ActivityRegularizer = new L1(1e-5), KernelConstraint = new MaxNorm(3) { Axis = 1 } } };
        model.Save(folder.File("m.hebb"));
        Sequential loaded = (Sequential)Model.Load(folder.File("m.hebb"));
        Dense layer = (Dense)loaded.Layers[0];
        Assert.Equal((new L1L2(1e-3, 1e-4), new L1(1e-5), new MaxNorm(3) { Axis = 1 }),
            ((L1L2)layer.KernelRegularizer!, (L1)layer.ActivityRegularizer!, (MaxNorm)layer.KernelConstraint!));
        Assert.Equal(layer.KernelConstraint, layer.Kernel.Constraint);
        Assert.Equal(model.Penalty().ToScalar(), loaded.Penalty().ToScalar());
    }

    [Fact]
    public void A_penalty_of_several_numbers_is_refused() =>
        Snapshot.Errors("penalty_errors", [("a row of numbers", () => new Sequential([3], "regular") { new Careless() })]);

    private sealed class Careless : Layer
    {
        protected override Tensor Forward(Tensor x)
        {
            AddPenalty(x.Square());
            return x;
        }
    }

    private sealed class Near : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= 1e-5f;

        public int GetHashCode(float value) => 0;
    }
}
