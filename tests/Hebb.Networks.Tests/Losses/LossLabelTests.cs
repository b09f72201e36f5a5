namespace Hebb.Networks.Tests.Losses;

/// <summary>Labels, weights and options that are shaped as they should be and make no sense.</summary>
public class LossLabelTests
{
    private readonly Tensor _column = Tensor.Zeros([3, 1]), _rows = Tensor.Zeros([2, 3]);

    [Fact]
    public void Labels_that_make_no_sense_are_refused_with_the_remedy() => Snapshot.Errors("loss_labels",
    [
        ("class numbers without a batch axis", () => new CrossEntropy().Call(Tensor.Zeros([3]), Tensor.From([0, 1, 2]))),
        ("yes and no as two and one", () => new BinaryCrossEntropy().Call(_column, Tensor.From([1f, 0f, 2f], [3, 1]))),
        ("yes and no as one and minus one", () => new BinaryFocalCrossEntropy().Call(_column, Tensor.From([1f, -1f, 1f], [3, 1]))),
        ("a mask of bytes", () => new Dice().Call(_rows, Tensor.From([(byte)0, (byte)255, (byte)255, (byte)0, (byte)0, (byte)0], [2, 3]))),
        ("a mask of amounts", () => new Tversky().Call(_rows, Tensor.From([0.5, 1.5, 0, 0, 1, 0], [2, 3]))),
        ("a label that is no number", () => new BinaryCrossEntropy().Call(_column, Tensor.From([1f, 0f, float.NaN], [3, 1]))),
        ("several classes at once", () => new CrossEntropy().Call(_rows, Tensor.From([0f, 0f, 1f, 1f, 0f, 1f], [2, 3]))),
        ("several classes at once, as integers", () => new CategoricalHinge().Call(_rows, Tensor.From([0, 0, 1, 1, 1, 1], [2, 3]))),
        ("several classes at once, as truth values", () => new CrossEntropy().Call(_rows, Tensor.From([0, 0, 1, 1, 1, 1], [2, 3]).Cast(DType.Bool))),
        ("a negative probability", () => new CategoricalFocalCrossEntropy().Call(_rows, Tensor.From([0f, 0f, 1f, 1f, 0.5f, -0.5f], [2, 3]))),
        ("counts of classes", () => new KLDivergence().Call(_rows, Tensor.From([0f, 0.5f, 0.5f, 2f, 5f, 3f], [2, 3]))),
        ("rows without a number", () => new CategoricalGeneralizedCrossEntropy().Call(_rows, Tensor.From([0f, 0f, 1f, 0f, 0f, float.NaN], [2, 3]))),
        ("an infinite count", () => new Poisson().Call(_column, Tensor.From([2f, 0f, float.PositiveInfinity], [3, 1]))),
        ("an infinite probability", () => new KLDivergence().Call(_rows, Tensor.From([0f, 0f, 1f, 1f, 0f, float.PositiveInfinity], [2, 3]))),
        ("no classes", () => new CrossEntropy().Call(Tensor.Zeros([2, 0]), Tensor.Zeros([2], DType.Int32))),
        ("no embeddings", () => new Circle().Call(Tensor.Zeros([0, 3]), Tensor.Zeros([0], DType.Int32))),
        ("negative counts", () => new Poisson().Call(_column, Tensor.From([2f, 0f, -3f], [3, 1]))),
        ("negative amounts", () => new MeanSquaredLogarithmicError().Call(_column, Tensor.From([2.5f, -0.5f, 3f], [3, 1]))),
        ("probabilities for a hinge", () => new Hinge().Call(_column, Tensor.From([1f, 0f, 0.5f], [3, 1]))),
        ("yes and no as two and one for a hinge", () => new SquaredHinge().Call(_column, Tensor.From([1, 2, 2], [3, 1]))),
        ("a distance in place of a label", () => new HingeEmbedding().Call(_column, Tensor.From([1f, 0f, 0.25f], [3, 1]))),
        ("a rank in place of a label", () => new MarginRanking().Call(Tensor.Zeros([3, 2]), Tensor.From([1f, 2f, 3f]))),
        ("class numbers for triplets", () => new TripletMargin().Call(Tensor.Zeros([3, 3, 4]), Tensor.From([1f, 7f, 3f]))),
        ("class numbers for pairs", () => new CosineEmbedding().Call(Tensor.Zeros([3, 2, 4]), Tensor.From([1, 7, 3]))),
    ]);

    [Fact]
    public void A_class_number_outside_the_classes_is_told_by_the_loss() => Snapshot.Errors("loss_classes",
    [
        ("one too many", () => new CrossEntropy().Call(_rows, Tensor.From([0, 3]))),
        ("far too many", () => new CrossEntropy().Call(_rows, Tensor.From([0L, 70_000_000_000L]))),
        ("the mark of what is left out", () => new CrossEntropy().Call(_rows, Tensor.From([-100, 0]))),
        ("of probabilities", () => new CrossEntropy { FromLogits = false }.Call(_rows, Tensor.From([0, 3]))),
        ("of weighted classes", () => new CrossEntropy { ClassWeights = [1, 1, 2] }.Call(_rows, Tensor.From([0, 3]))),
        ("focal", () => new CategoricalFocalCrossEntropy().Call(_rows, Tensor.From([0, 3]))),
        ("generalized", () => new CategoricalGeneralizedCrossEntropy().Call(_rows, Tensor.From([0, -1]))),
        ("hinge, in a sequence", () => new CategoricalHinge().Call(Tensor.Zeros([2, 2, 3]), Tensor.From([0, 1, 2, 3], [2, 2]))),
    ]);

    [Fact]
    public void Weights_and_reductions_that_make_no_sense_are_refused_with_the_remedy() => Snapshot.Errors("loss_nonsense",
    [
        ("a weight that is no number", () => new MeanSquaredError().Call(_column, _column, Tensor.From([1f, float.NaN, 1f]))),
        ("an infinite weight", () => new CrossEntropy().Call(_rows, Tensor.From([0, 1]), Tensor.From([double.PositiveInfinity, 1]))),
        ("a reduction that there is not", () => _ = new MeanSquaredError { Reduction = (Reduction)99 }),
    ]);

    /// <summary>A policy is improved by the cross entropy of its actions, weighted with how much better than expected each was. (Williams 1992.)</summary>
    [Fact]
    public void Negative_weights_are_allowed_and_turn_a_loss_round()
    {
        Tensor logits = Tensor.From([1f, 2f, 3f, 0f, 1f, 0f], [2, 3]), labels = Tensor.From([0, 1]);
        float[] plain = new CrossEntropy { Reduction = Reduction.None }.Call(logits, labels).ToArray<float>();
        Assert.Equal([-2 * plain[0], plain[1]], new CrossEntropy { Reduction = Reduction.None }.Call(logits, labels, Tensor.From([-2f, 1f])).ToArray<float>());
    }

    [Fact]
    public void A_row_of_zeros_is_one_without_a_label_and_rounding_is_forgiven()
    {
        Tensor logits = Tensor.From([1f, 2f, 3f, 0f, 1f, 0f], [2, 3]);
        float[] losses = new CrossEntropy { Reduction = Reduction.None }.Call(logits, Tensor.From([0f, 0f, 0f, 0.33f, 0.33f, 0.33f], [2, 3])).ToArray<float>();
        Assert.Equal(0, losses[0]);
        Assert.True(losses[1] > 0);
        Assert.Equal(-Math.Log(0.25), new CrossEntropy().Call(Tensor.Zeros([4]), Tensor.From([0f, 1f, 0f, 0f])).ToScalar(), 1e-6);   // a row alone
        Assert.True(float.IsFinite(new BinaryCrossEntropy().Call(logits, Tensor.Full([2, 3], 1.0000001)).ToArray<float>()[0]));
    }

    [Fact]
    public void Predictions_outside_a_logarithm_count_as_the_least_and_have_no_slope()
    {
        Tensor x = Tensor.From([-5f, -1f, 2f], [3, 1]), y = Tensor.Full([3, 1], 2);
        using var tape = GradientTape.Begin();
        Tensor loss = new MeanSquaredLogarithmicError { Reduction = Reduction.None }.Call(x, y);
        float[] losses = loss.ToArray<float>(), slopes = tape.Gradient(loss.Sum(), x)[x].ToArray<float>();
        Assert.Equal(losses[0], losses[1]);
        Assert.Equal(MathF.Pow(MathF.Log(3), 2), losses[0], 1e-5f);
        Assert.Equal([0, 0, 0], slopes);
    }

    /// <summary>A vector of zeros has no direction, and equal points no direction from one to the other.</summary>
    [Fact]
    public void Degenerate_vectors_have_finite_losses_and_slopes()
    {
        (Loss Loss, Shape Shape, Tensor Labels, float Expected)[] cases =
        [
            (new CosineSimilarity(), [2, 3], Tensor.Ones([2, 3]), 0),
            (new CosineEmbedding(), [2, 2, 3], Tensor.From([1f, 0f]), 0.5f),
            (new TripletMargin(), [2, 3, 3], Tensor.From([1f, 0f]), 1),
            (new Circle(), [2, 3], Tensor.From([0, 1]), 0),
            (new Circle(), [2, 3], Tensor.From([0, 0]), 0),
        ];
        foreach ((Loss loss, Shape shape, Tensor labels, float expected) in cases)
        {
            Tensor x = Tensor.Zeros(shape);
            using var tape = GradientTape.Begin();
            Tensor value = loss.Call(x, labels);
            Assert.Equal(expected, (float)value.ToScalar(), 1e-5f);
            Assert.All(tape.Gradient(value, x)[x].ToArray<float>(), slope => Assert.True(float.IsFinite(slope), $"{loss.Name}: {slope}"));
        }
    }

    /// <summary>What a loss takes is the same in a plan, which does not look at labels.</summary>
    [Fact]
    public void A_captured_loss_reads_no_labels()
    {
        Plan plan = Plan.Compile(() => new BinaryCrossEntropy().Call(_column, Tensor.Zeros([3, 1])));
        plan.Replay();
        Assert.Equal(Math.Log(2), plan.ToTensor().ToScalar(), 1e-6);
    }

    /// <summary>A label comes when the step runs, so here an op has to look, and it speaks for the loss.</summary>
    [Fact]
    public void A_class_number_outside_the_classes_is_told_in_the_same_words_by_a_captured_step()
    {
        foreach (Loss loss in (Loss[])[new CrossEntropy(), new CrossEntropy { FromLogits = false }, new CategoricalFocalCrossEntropy(), new CategoricalHinge()])
        {
            Variable labels = new(Tensor.From([0, 1]), "labels");
            Plan plan = Plan.Compile(() => loss.Call(_rows, labels.Detach()));
            plan.Replay();
            labels.Assign(Tensor.From([0, 3]));
            DataException eager = Assert.Throws<DataException>(() => loss.Call(_rows, Tensor.From([0, 3])));
            Assert.StartsWith($"{loss.GetType().Name}: label 3 ", eager.Message, StringComparison.Ordinal);
            Assert.Equal(eager.Message, Assert.Throws<DataException>(plan.Replay).Message);
        }
    }
}
