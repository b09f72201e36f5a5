using System.Text.RegularExpressions;

namespace Hebb.Testing.Tests.Gradients;

public class ModelGradientCheckTests
{
    private static readonly Tensor s_x = Tensor.Normal([3, 4], seed: 1), s_classes = Tensor.From([0, 2, 1]);

    private static Sequential Classifier(params Layer[] layers) => new([4], [.. layers, new Dense(3)], "checked", seed: 2);

    [Fact]   // A042
    public void A_whole_model_agrees_with_numerical_differentiation()
    {
        Sequential model = Classifier(new Dense(5, Activation.Tanh), new Dense(4, Activation.Sigmoid));
        float[] before = model.Parameters[0].ToArray<float>();
        GradientReport report = GradientCheck.Verify(model, new CrossEntropy(), s_x, s_classes);
        Assert.InRange(report.Ratio, 0, 1e-8);
        Assert.Equal(["dense/kernel", "dense/bias", "dense_2/kernel", "dense_2/bias", "dense_3/kernel", "dense_3/bias"], report.Parameters.Select(p => p.Name));
        Assert.All(report.Parameters, parameter => Assert.InRange(parameter.Ratio, 0, 1e-7));
        Assert.Equal(before, model.Parameters[0].ToArray<float>());
        Assert.Contains("great", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(8, report.ToString().Split('\n').Length);
    }

    [Fact]
    public void A_layer_of_ones_own_needs_the_registry_and_the_error_says_so()
    {
        DataException error = Assert.Throws<DataException>(() => GradientCheck.Verify(Classifier(new Faulty()), new CrossEntropy(), s_x, s_classes));
        Assert.Contains("with registry: LayerRegistry.Default.With(\"Faulty\"", error.Fix, StringComparison.Ordinal);
        Assert.Contains("GradientCheck, which copies the model", error.Message, StringComparison.Ordinal);
    }

    [Theory]   // "not with dropout": here its units are the same ones in every evaluation
    [InlineData(true)]
    [InlineData(false)]
    public void Dropout_and_batch_normalization_are_held_still(bool training)
    {
        Sequential model = Classifier(new Dense(6), new BatchNormalization(), new Dropout(0.5));
        Assert.InRange(GradientCheck.Verify(model, new CrossEntropy(), s_x, s_classes, training: training).Ratio, 0, 1e-7);
    }

    [Fact]
    public void Regression_with_any_loss_is_checked_too()
    {
        Sequential model = new([4], "line", seed: 2) { new Dense(2) };
        Assert.InRange(GradientCheck.Verify(model, new Huber(), s_x, Tensor.Normal([3, 2], seed: 3)).Ratio, 0, 1e-7);
        Tensor a = Model.Input([4]), b = a.Apply(new Dense(3, Activation.Tanh));
        Functional functional = new(a, (b + a.Apply(new Dense(3))).Sigmoid() * 2.0);
        Assert.InRange(GradientCheck.Verify(functional, new MeanSquaredError(), s_x, Tensor.Normal([3, 3], seed: 4)).Ratio, 0, 1e-7);
    }

    [Fact]   // "remember regularisation": without the penalty in J, the gradient of the smallest loss would be all there is
    public void Penalties_are_part_of_what_is_differentiated()
    {
        Sequential plain = Model(null, null), penalised = Model(new L2(0.5), new L2(0.1));
        GradientReport without = GradientCheck.Verify(plain, new MeanSquaredError(), s_x, Tensor.Zeros([3, 2])),
            with = GradientCheck.Verify(penalised, new MeanSquaredError(), s_x, Tensor.Zeros([3, 2]));
        Assert.NotEqual(without.Parameters[0].Gradient, with.Parameters[0].Gradient, 3);

        static Sequential Model(Regularizer? kernel, Regularizer? activity) =>
            new([4], "penalised", seed: 2) { new Dense(2, Activation.Tanh) { KernelRegularizer = kernel, ActivityRegularizer = activity } };
    }

    [Fact]
    public void A_wrong_gradient_is_found_and_the_worst_parameter_named()
    {
        // A fault that only one layer has: its activation's slope is off by half a millionth.
        LayerRegistry registry = LayerRegistry.Default.With("Faulty", _ => new Faulty());
        Sequential model = Classifier(new Dense(2), new Faulty());
        SpecFailedException error = Assert.Throws<SpecFailedException>(() => GradientCheck.Verify(model, new CrossEntropy(), s_x, s_classes, tolerance: 1e-8, registry: registry));
        Assert.Contains("worst parameter 'dense/", error.Values, StringComparison.Ordinal);
        Snapshot.Matches("gradient-check-model", Regex.Replace(error.Message, @"-?\d+\.\d+(e[+-]\d+)?", "#"));   // the last digits are rounding's
        Assert.InRange(GradientCheck.Compare(model, new CrossEntropy(), s_x, s_classes, registry: registry).Ratio, 1e-8, 1e-6);
    }

    [Fact]   // A041
    public void Two_sided_differences_are_nearer_than_one_sided_ones()
    {
        static double Cube(double theta) => Math.Pow(theta, 3);
        Assert.Equal(3.0001000000000055, (Cube(1.01) - Cube(0.99)) / (2 * 0.01));
        Assert.Equal(3.0301, (Cube(1.01) - Cube(1)) / 0.01, 10);
        GradientCheck.Verify(theta => theta * theta * theta, Tensor.From([1.0]));
    }

    [Fact]
    public void A_model_without_parameters_is_refused() => Snapshot.Throws<UsageException>("gradient-check-no-parameters",
        () => GradientCheck.Verify(new Sequential([3], "empty") { new Rescaling(2) }, new MeanSquaredError(), Tensor.Ones([2, 3]), Tensor.Ones([2, 3])));

    private sealed class Faulty : Layer
    {
        protected override Tensor Forward(Tensor x) => SquareOp.Apply(x, SquareFault.Slope);
    }
}
