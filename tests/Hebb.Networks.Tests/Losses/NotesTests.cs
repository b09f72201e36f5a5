namespace Hebb.Networks.Tests.Losses;

/// <summary>The numbers of the course notes, by their ids.</summary>
public class NotesTests
{
    [Fact]
    public void A070_squared_losses_are_one_another_times_a_number()
    {
        Tensor predictions = Tensor.From([0.75136507, 0.77292846], [1, 2]), labels = Tensor.From([0.01, 0.99], [1, 2]);
        double half = new HalfSquaredError().Call(predictions, labels).ToScalar();
        Assert.Equal(0.274811083 + 0.023560026, half, 1e-8);   // the errors of the two outputs of the notes' network
        Assert.Equal(half, new MeanSquaredError().Call(predictions, labels).ToScalar(), 1e-15);   // of two outputs: half of them is one
        Assert.Equal(2 * half, new HalfSquaredError { Reduction = Reduction.Sum }.Call(Twice(predictions), Twice(labels)).ToScalar(), 1e-15);
        using var tape = GradientTape.Begin();
        Tensor slope = tape.Gradient(new HalfSquaredError().Call(predictions, labels), predictions)[predictions];
        Assert.Equal(0.74136507, slope[0][0].ToScalar(), 1e-12);

        static Tensor Twice(Tensor x) => Tensor.Concat([x, x], axis: 0);
    }

    [Fact]
    public void A071_the_cost_is_the_mean_of_the_losses()
    {
        Tensor predictions = Tensor.From([1.0, 2, 3, 4], [4, 1]), labels = Tensor.Zeros([4, 1]);
        double[] losses = new MeanSquaredError { Reduction = Reduction.None }.Call(predictions, labels).ToArray<double>();
        Assert.Equal([1, 4, 9, 16], losses);
        Assert.Equal(7.5, new MeanSquaredError().Call(predictions, labels).ToScalar());
        Assert.Equal(30, new MeanSquaredError { Reduction = Reduction.Sum }.Call(predictions, labels).ToScalar());
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void A072_binary_cross_entropy_is_finite_at_0_and_1(DType type)
    {
        Tensor a = Tensor.From([0.0, 0, 1, 1, 0.8], [5, 1]).Cast(type), y = Tensor.From([0f, 1f, 0f, 1f, 1f], [5, 1]);
        double[] losses = [.. new BinaryCrossEntropy { FromLogits = false, Reduction = Reduction.None }.Call(a, y).Cast(DType.Float64).ToArray<double>()];
        Assert.Equal(0, losses[0], 2e-7);
        Assert.InRange(losses[1], 15.9, 16.2);   // -ln(1e-7) is 16.118, and Float32 has 1 - 1e-7 as 1 - 1.2e-7
        Assert.InRange(losses[2], 15.9, 16.2);
        Assert.Equal(0, losses[3], 2e-7);
        Assert.Equal(-Math.Log(0.8), losses[4], 1e-6);

        Tensor logits = Tensor.From([-1e4, -1e4, 1e4, 1e4], [4, 1]).Cast(type), truth = Tensor.From([0f, 1f, 0f, 1f], [4, 1]);
        Assert.Equal([0, 1e4, 1e4, 0], new BinaryCrossEntropy { Reduction = Reduction.None }.Call(logits, truth).Cast(DType.Float64).ToArray<double>());
    }

    [Fact]
    public void A073_the_log_loss_of_the_example_is_0_3566749()
    {
        Tensor p = Tensor.From([0.2, 0.1, 0.7, 0], [1, 4]);
        CrossEntropy loss = new() { FromLogits = false };
        Assert.Equal("0.3566749", $"{loss.Call(p, Tensor.From([2])).ToScalar():F7}");   // class 3 of 4, counted from 0
        Assert.Equal("0.3566749", $"{loss.Call(p, Tensor.From([0f, 0f, 1f, 0f], [1, 4])).ToScalar():F7}");
        Assert.Equal(0.3566749, loss.Call(p.Cast(DType.Float32), Tensor.From([2])).ToScalar(), 2e-7);   // 0.2 + 0.1 + 0.7 is not 1 in Float32
        Assert.Equal(-Math.Log(0.7), loss.Call(p, Tensor.From([2])).ToScalar(), 1e-15);
        Assert.Equal(-Math.Log(1e-7), loss.Call(p, Tensor.From([3])).ToScalar(), 1e-12);   // what the model holds for impossible costs much, not infinity
    }

    [Fact]
    public void A074_hinge_losses_by_hand()
    {
        Tensor scores = Tensor.From([2.0, 0.5, -1.5], [3, 1]), labels = Tensor.From([1f, 1f, 1f], [3, 1]);
        Assert.Equal([0, 0.5, 2.5], new Hinge { Reduction = Reduction.None }.Call(scores, labels).ToArray<double>());
        Assert.Equal([0, 0.25, 6.25], new SquaredHinge { Reduction = Reduction.None }.Call(scores, labels).ToArray<double>());
        Tensor classes = Tensor.From([3.0, 1, 2.5, 0.5, 2, 1], [2, 3]);
        Assert.Equal([0.5, 2.5], new CategoricalHinge { Reduction = Reduction.None }.Call(classes, Tensor.From([0, 0])).ToArray<double>());
    }

    [Fact]
    public void A076_losses_are_found_by_name()
    {
        Assert.IsType<MeanSquaredError>(Loss.Parse("mse"));
        Assert.Equal(2.5, Loss.Parse("mse").Call(Tensor.From([1.0, 2], [1, 2]), Tensor.Zeros([1, 2])).ToScalar());
    }

    [Fact]
    public void A077_cross_entropy_is_the_divergence_and_the_entropy()
    {
        Tensor logits = Tensor.From([0.3, -1.2, 0.45], [1, 3]), p = Tensor.From([0.5, 0.25, 0.25], [1, 3]);
        double entropy = 1.5 * Math.Log(2);
        Assert.Equal(entropy, new CrossEntropy().Call(p.Log(), p).ToScalar(), 1e-15);
        Assert.Equal(0, new KLDivergence().Call(p.Log(), p).ToScalar(), 1e-15);
        Assert.Equal(new CrossEntropy().Call(logits, p).ToScalar(), new KLDivergence().Call(logits, p).ToScalar() + entropy, 1e-15);
    }

    [Fact]
    public void A078_the_reconstruction_loss_of_an_image_is_the_square_of_a_distance()
    {
        Tensor x = Tensor.From([0.0, 1, 0.5, 0.25], [1, 2, 2, 1]), copy = Tensor.From([0.5, 1, 0.25, 0.25], [1, 2, 2, 1]);
        Assert.Equal((x - copy).Norm().Square().ToScalar(), 2 * new HalfSquaredError().Call(copy, x).ToScalar(), 1e-15);
    }

    [Fact]
    public void The_generalized_cross_entropy_goes_from_cross_entropy_to_the_absolute_error()
    {
        Tensor logits = Tensor.From([0.3, -1.2, 0.45, 2.1, -0.7, 1.6], [2, 3]), labels = Tensor.From([2, 0]);
        double right = logits.Softmax().GatherAlong(labels.ExpandDims(-1), -1).Mean().ToScalar();
        Assert.Equal(new CrossEntropy().Call(logits, labels).ToScalar(), new CategoricalGeneralizedCrossEntropy { Q = 1e-9 }.Call(logits, labels).ToScalar(), 1e-8);
        Assert.Equal(1 - right, new CategoricalGeneralizedCrossEntropy { Q = 1 }.Call(logits, labels).ToScalar(), 1e-14);
    }

    [Fact]
    public void Focal_losses_without_focus_are_cross_entropies()
    {
        Tensor logits = Tensor.From([0.3, -1.2, 0.45, 2.1, -0.7, 1.6], [2, 3]), yes = Tensor.From([1f, 0f, 1f, 0f, 0f, 1f], [2, 3]), labels = Tensor.From([2, 0]);
        Assert.Equal(new BinaryCrossEntropy().Call(logits, yes).ToScalar(), new BinaryFocalCrossEntropy { Gamma = 0 }.Call(logits, yes).ToScalar(), 1e-15);
        Assert.Equal(new CrossEntropy().Call(logits, labels).ToScalar(),
            new CategoricalFocalCrossEntropy { Gamma = 0, Alpha = 1 }.Call(logits, labels).ToScalar(), 1e-15);
    }

    [Fact]
    public void Regions_that_are_empty_and_found_empty_cost_nothing()
    {
        Tensor nothing = Tensor.Zeros([2, 4]);
        Assert.Equal([0f, 0f], new Dice { FromLogits = false, Reduction = Reduction.None }.Call(nothing, nothing).ToArray<float>());
        Assert.Equal([0f, 0f], new Tversky { FromLogits = false, Reduction = Reduction.None }.Call(nothing, nothing).ToArray<float>());
    }

    [Fact]
    public void Vectors_without_length_have_no_direction()
    {
        double[] losses = new CosineSimilarity { Reduction = Reduction.None }.Call(Tensor.From([0.0, 0, 3, 4, 3, 4], [3, 2]),
            Tensor.From([1.0, 1, 30, 40, -3, -4], [3, 2])).ToArray<double>();
        Assert.Equal([0, -1, 1], losses.Select(loss => Math.Round(loss, 14)));
    }
}
