namespace Hebb.Networks.Tests.Losses;

public class LossErrorTests
{
    private sealed class WholeMean : Loss
    {
        public override string Name => "whole_mean";

        protected override Tensor Forward(Tensor predictions, Tensor labels) => (predictions - labels).Square().Mean();
    }

    /// <summary>It would be right until samples have weights.</summary>
    [Fact]
    public void A_loss_of_ones_own_gives_a_number_for_each_sample() =>
        Snapshot.Throws<ShapeException>("loss_of_ones_own", static () => new WholeMean().Call(Tensor.Ones([4, 2]), Tensor.Zeros([4, 2])));

    [Fact]
    public void Predictions_and_labels_that_do_not_belong_together_are_refused_with_the_remedy() => Snapshot.Errors("loss_errors",
    [
        ("a spread for labels without outputs", () => Call(new GaussianNegativeLogLikelihood(), [8, 1], [8])),
        ("labels without outputs", () => Call(new GaussianNegativeLogLikelihood(), [8, 2], [8])),
        ("a distribution without classes", () => Call(new KLDivergence(), [4], [4])),
        ("a direction without features", () => Call(new CosineSimilarity(), [4], [4])),
        ("another number of features", () => Call(new CosineSimilarity(), [4, 3], [4, 5])),
        ("one number for each label", () => Call(new GaussianNegativeLogLikelihood(), [4, 3], [4, 3])),
        ("labels without an axis of outputs", () => Call(new GaussianNegativeLogLikelihood(), [4, 2], [4])),
        ("two embeddings for three", () => Call(new TripletMargin(), [4, 2, 8], [4])),
        ("embeddings side by side", () => Call(new CosineEmbedding(), [4, 16], [4])),
        ("labels of the embeddings' shape", () => Call(new CosineEmbedding(), [4, 2, 8], [4, 1])),
        ("three scores", () => Call(new MarginRanking(), [4, 3], [4])),
        ("fewer labels than pairs", () => Call(new MarginRanking(), [4, 2], [3])),
        ("embeddings of images", () => Call(new Circle(), [4, 2, 2, 8], [4], DType.Int32)),
        ("class numbers as floats", () => Call(new Circle(), [4, 8], [4])),
        ("class numbers as a column", () => Call(new Circle(), [4, 8], [4, 1], DType.Int32)),
        ("class numbers for a yes or no", () => Call(new Hinge(), [4, 3], [4], DType.Int32)),
        ("one class", () => Call(new CategoricalHinge(), [4, 1], [4], DType.Int32)),
        ("integer predictions", () => new CosineEmbedding().Call(Tensor.Zeros([4, 2, 8], DType.Int32), Tensor.Zeros([4]))),
        ("a label outside the classes", () => new CategoricalFocalCrossEntropy().Call(Tensor.Zeros([2, 3]), Tensor.From([0, 3]))),
    ]);

    [Fact]
    public void Options_out_of_range_are_refused_with_the_remedy() => Snapshot.Errors("loss_options",
    [
        ("a negative gamma", () => _ = new BinaryFocalCrossEntropy { Gamma = -1 }),
        ("an alpha above one", () => _ = new BinaryFocalCrossEntropy { Alpha = 1.5 }),
        ("focal smoothing", () => _ = new BinaryFocalCrossEntropy { LabelSmoothing = 1 }),
        ("a gamma that is no number", () => _ = new CategoricalFocalCrossEntropy { Gamma = double.NaN }),
        ("an alpha of zero", () => _ = new CategoricalFocalCrossEntropy { Alpha = 0 }),
        ("categorical focal smoothing", () => _ = new CategoricalFocalCrossEntropy { LabelSmoothing = -0.1 }),
        ("a q of zero", () => _ = new CategoricalGeneralizedCrossEntropy { Q = 0 }),
        ("a variance of zero", () => _ = new GaussianNegativeLogLikelihood { LeastVariance = 0 }),
        ("a dice epsilon of zero", () => _ = new Dice { Epsilon = 0 }),
        ("a negative weight of misses", () => _ = new Tversky(beta: -1)),
        ("a Tversky epsilon of zero", () => _ = new Tversky { Epsilon = 0 }),
        ("a circle's scale", () => _ = new Circle { Gamma = 0 }),
        ("a circle's margin", () => _ = new Circle { Margin = 1 }),
        ("a triplet's margin", () => _ = new TripletMargin(0)),
        ("a cosine's margin", () => _ = new CosineEmbedding(2)),
        ("a ranking's margin", () => _ = new MarginRanking(-1)),
        ("a distance's margin", () => _ = new HingeEmbedding(double.PositiveInfinity)),
    ]);

    [Fact]
    public void Weights_that_do_not_fit_are_refused_with_the_remedy() => Snapshot.Errors("loss_weights",
    [
        ("fewer weights than samples", () => Weighted([4, 10], [4], [3])),
        ("weights as a column", () => Weighted([4, 10], [4], [4, 1])),
        ("weights of rows where there are pixels", () => Weighted([4, 8, 8, 10], [4, 8, 8], [4, 8])),
        ("two class weights for three classes", () => Call(new CrossEntropy { ClassWeights = [1, 2] }, [4, 3], [4], DType.Int32)),
        ("a negative class weight", () => _ = new CrossEntropy { ClassWeights = [1, -2] }),
        ("class weights of zero", () => _ = new CategoricalHinge { ClassWeights = [0, 0, 0] }),
        ("three weights for no and yes", () => _ = new BinaryCrossEntropy { ClassWeights = [1, 2, 3] }),
        ("an infinite weight for yes", () => _ = new Hinge { ClassWeights = [1, double.PositiveInfinity] }),
    ]);

    private static void Weighted(Shape predictions, Shape labels, Shape weights) =>
        new CrossEntropy().Call(Tensor.Zeros(predictions), Tensor.Zeros(labels, DType.Int32), Tensor.Ones(weights));

    private static void Call(Loss loss, Shape predictions, Shape labels, DType labelType = DType.Float32) =>
        loss.Call(Tensor.Zeros(predictions), Tensor.Zeros(labels, labelType));
}
