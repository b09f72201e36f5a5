namespace Hebb.Networks.Tests.Losses;

public class ClassWeightTests
{
    private static readonly Tensor s_logits = Tensor.From([0.3, -1.2, 0.45, 2.1, -0.7, 1.6], [2, 3]);

    [Theory]
    [InlineData("cross_entropy")]
    [InlineData("focal")]
    [InlineData("generalized")]
    [InlineData("hinge")]
    public void Class_numbers_and_one_hot_labels_are_weighted_alike(string name)
    {
        double[] weights = [1, 5, 0.25];
        CategoricalLoss plain = Make(null), weighted = Make(weights);
        Tensor numbers = Tensor.From([2L, 0L]);
        double[] losses = plain.Call(s_logits, numbers).ToArray<double>(), expected = [losses[0] * 0.25, losses[1] * 1];
        Assert.Equal(expected, weighted.Call(s_logits, numbers).ToArray<double>());
        double[] oneHot = weighted.Call(s_logits, numbers.OneHot(3)).ToArray<double>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], oneHot[i], 1e-15);

        CategoricalLoss Make(double[]? weights) => name switch
        {
            "cross_entropy" => new CrossEntropy { Reduction = Reduction.None, ClassWeights = weights },
            "focal" => new CategoricalFocalCrossEntropy { Reduction = Reduction.None, ClassWeights = weights },
            "generalized" => new CategoricalGeneralizedCrossEntropy { Reduction = Reduction.None, ClassWeights = weights },
            _ => new CategoricalHinge { Reduction = Reduction.None, ClassWeights = weights },
        };
    }

    [Fact]
    public void A_class_weight_of_two_is_a_weight_of_two_for_each_of_its_samples()
    {
        Tensor labels = Tensor.From([1, 0]), weights = Tensor.From([2f, 1f]);
        Assert.Equal(new CrossEntropy().Call(s_logits, labels, weights).ToScalar(), new CrossEntropy { ClassWeights = [1, 2, 7] }.Call(s_logits, labels).ToScalar());
    }

    [Fact]
    public void Yes_and_no_are_weighted_output_by_output()
    {
        Tensor logits = Tensor.From([0.0, 0, 0, 0], [2, 2]), labels = Tensor.From([1f, 0f, 0f, 0f], [2, 2]);
        double[] losses = new BinaryCrossEntropy { Reduction = Reduction.None, ClassWeights = [1, 3] }.Call(logits, labels).ToArray<double>();
        Assert.Equal(2 * Math.Log(2), losses[0], 1e-15);
        Assert.Equal(Math.Log(2), losses[1], 1e-15);
        double hinge = new Hinge { ClassWeights = [0.5, 3] }.Call(Tensor.From([0.0, 0], [2, 1]), Tensor.From([-1f, 1f], [2, 1])).ToScalar();
        Assert.Equal(1.75, hinge, 1e-15);   // a label of -1 weighs as no does
    }

    [Fact]
    public void The_pixels_of_an_image_may_have_weights_of_their_own_or_that_of_their_image()
    {
        Tensor logits = Tensor.Normal([2, 3, 1, 4], seed: 1), labels = Tensor.Zeros([2, 3, 1], DType.Int32);
        float[] losses = new CrossEntropy { Reduction = Reduction.None }.Call(logits, labels).ToArray<float>();
        float[] byImage = new CrossEntropy { Reduction = Reduction.None }.Call(logits, labels, Tensor.From([2f, 3f])).ToArray<float>();
        float[] byPixel = new CrossEntropy { Reduction = Reduction.None }.Call(logits, labels, Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], [2, 3, 1])).ToArray<float>();
        Assert.Equal([.. losses.Select((loss, i) => loss * (i < 3 ? 2 : 3))], byImage);
        Assert.Equal([.. losses.Select((loss, i) => loss * (i + 1))], byPixel);
    }

    [Fact]
    public void Class_weights_made_while_a_tape_was_open_outlive_it()
    {
        CrossEntropy loss;
        using (GradientTape.Begin()) loss = new() { ClassWeights = [1, 2, 3] };
        Assert.True(double.IsFinite(loss.Call(s_logits, Tensor.From([1, 0])).ToScalar()));
    }

    [Fact]
    public void A_mask_of_truth_values_leaves_samples_out()
    {
        double loss = new MeanSquaredError().Call(Tensor.From([3f, 100f], [2, 1]), Tensor.Zeros([2, 1]), Tensor.From([true, false])).ToScalar();
        Assert.Equal(4.5, loss);
    }
}
