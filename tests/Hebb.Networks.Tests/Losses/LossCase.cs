namespace Hebb.Networks.Tests.Losses;

/// <summary>Every loss, with each of the options that lead another way, and with predictions and labels for it, away from kinks.</summary>
internal sealed record LossCase(string Name, Func<Reduction, Loss> Make, double[] Predictions, Shape Shape, Tensor Labels)
{
    private static readonly double[] s_scores = [0.3, -1.2, 0.45, 2.1, -0.7, 1.6, -2.2, 0.9, 0.15, -0.4, 1.1, 2.6];
    private static readonly double[] s_probabilities = [0.2, 0.1, 0.7, 0.3, 0.25, 0.45, 0.6, 0.35, 0.05, 0.5, 0.2, 0.3];
    private static readonly Tensor s_classes = Tensor.From([2, 0, 1, 0]), s_signs = Tensor.From([1f, 0f, -1f, 1f]);
    private static readonly Tensor s_yes = Tensor.From([1f, 0f, 1f, 1f, 0f, 0f, 0f, 1f, 0f, 1f, 1f, 0f], [4, 3]);
    private static readonly Tensor s_soft = Tensor.From([0.5f, 0.25f, 0.25f, 0f, 0f, 1f, 0.125f, 0.5f, 0.375f, 0.25f, 0f, 0.75f], [4, 3]);
    private static readonly Tensor s_targets = Tensor.From([0.5f, 1.75f, 3f, 1f, 2f, 4f, 0.25f, 6f, 1.5f, 2.5f, 5f, 1.25f], [4, 3]);

    public static IReadOnlyList<LossCase> All { get; } =
    [
        Of("CrossEntropy", r => new CrossEntropy { Reduction = r }, s_classes),
        Of("CrossEntropy, soft and smooth", r => new CrossEntropy { Reduction = r, LabelSmoothing = 0.1 }, s_soft),
        Of("CrossEntropy, weighted", r => new CrossEntropy { Reduction = r, ClassWeights = [1, 0.5, 3] }, s_classes),
        Of("CrossEntropy, soft and weighted", r => new CrossEntropy { Reduction = r, ClassWeights = [1, 0.5, 3] }, s_soft),
        Of("CrossEntropy, some ignored", r => new CrossEntropy { Reduction = r, IgnoredLabel = 9, ClassWeights = [1, 0.5, 3] }, Tensor.From([2, 9, 1, 9])),
        Positive("CrossEntropy, probabilities, some ignored", r => new CrossEntropy { Reduction = r, IgnoredLabel = -1, FromLogits = false }, Tensor.From([-1, 0, 1, 0])),
        Of("CategoricalHinge, some ignored", r => new CategoricalHinge { Reduction = r, IgnoredLabel = 1 }, s_classes),
        Positive("CrossEntropy, probabilities", r => new CrossEntropy { Reduction = r, FromLogits = false }, s_classes),
        Positive("CrossEntropy, soft, probabilities", r => new CrossEntropy { Reduction = r, FromLogits = false }, s_soft),
        Of("BinaryCrossEntropy", r => new BinaryCrossEntropy { Reduction = r }, s_yes),
        Of("BinaryCrossEntropy, weighted", r => new BinaryCrossEntropy { Reduction = r, ClassWeights = [1, 4] }, s_soft),
        Positive("BinaryCrossEntropy, probabilities", r => new BinaryCrossEntropy { Reduction = r, FromLogits = false, LabelSmoothing = 0.1 }, s_yes),
        Of("BinaryFocalCrossEntropy", r => new BinaryFocalCrossEntropy { Reduction = r, Alpha = 0.25 }, s_yes),
        Of("BinaryFocalCrossEntropy, smooth", r => new BinaryFocalCrossEntropy { Reduction = r, Gamma = 0.5, LabelSmoothing = 0.1 }, s_yes),
        Positive("BinaryFocalCrossEntropy, probabilities", r => new BinaryFocalCrossEntropy { Reduction = r, FromLogits = false }, s_yes),
        Of("CategoricalFocalCrossEntropy", r => new CategoricalFocalCrossEntropy { Reduction = r }, s_classes),
        Of("CategoricalFocalCrossEntropy, smooth", r => new CategoricalFocalCrossEntropy { Reduction = r, Gamma = 0.5, LabelSmoothing = 0.1 }, s_soft),
        Positive("CategoricalFocalCrossEntropy, probabilities", r => new CategoricalFocalCrossEntropy { Reduction = r, FromLogits = false }, s_classes),
        Of("CategoricalGeneralizedCrossEntropy", r => new CategoricalGeneralizedCrossEntropy { Reduction = r }, s_classes),
        Positive("CategoricalGeneralizedCrossEntropy, probabilities", r => new CategoricalGeneralizedCrossEntropy { Reduction = r, FromLogits = false, Q = 1 }, s_soft),
        Of("Hinge", r => new Hinge { Reduction = r }, s_yes),
        Of("SquaredHinge", r => new SquaredHinge { Reduction = r, ClassWeights = [1, 2] }, s_yes),
        Of("CategoricalHinge", r => new CategoricalHinge { Reduction = r }, s_classes),
        Of("MeanSquaredError", r => new MeanSquaredError { Reduction = r }, s_targets),
        Of("HalfSquaredError", r => new HalfSquaredError { Reduction = r }, s_targets),
        Of("MeanAbsoluteError", r => new MeanAbsoluteError { Reduction = r }, s_targets),
        Of("MeanAbsolutePercentageError", r => new MeanAbsolutePercentageError { Reduction = r }, s_targets),
        Positive("MeanSquaredLogarithmicError", r => new MeanSquaredLogarithmicError { Reduction = r }, s_targets),
        Of("Huber", r => new Huber { Reduction = r }, s_targets),
        Of("LogCosh", r => new LogCosh { Reduction = r }, s_targets),
        Of("KLDivergence", r => new KLDivergence { Reduction = r }, s_soft),
        Positive("KLDivergence, probabilities", r => new KLDivergence { Reduction = r, FromLogits = false }, s_soft),
        Of("Poisson", r => new Poisson { Reduction = r, Full = true }, s_targets),
        Positive("Poisson, rates", r => new Poisson { Reduction = r, FromLogs = false }, s_targets),
        new("GaussianNegativeLogLikelihood", r => new GaussianNegativeLogLikelihood { Reduction = r }, s_scores, [2, 6], Tensor.From([0.1f, 2, 1, 0.6f, -1, 0], [2, 3])),
        new("GaussianNegativeLogLikelihood, variances", r => new GaussianNegativeLogLikelihood { Reduction = r, FromLogs = false, Full = true }, s_probabilities,
            [2, 6], Tensor.From([0.1f, 2, 1, 0.6f, -1, 0], [2, 3])),
        Of("CosineSimilarity", r => new CosineSimilarity { Reduction = r }, s_targets),
        Of("Dice", r => new Dice { Reduction = r }, s_yes),
        Positive("Dice, probabilities", r => new Dice { Reduction = r, FromLogits = false, Epsilon = 1 }, s_yes),
        Of("Tversky", r => new Tversky(0.3, 0.7) { Reduction = r }, s_yes),
        Positive("Tversky, probabilities", r => new Tversky { Reduction = r, FromLogits = false }, s_yes),
        Of("Circle", r => new Circle { Reduction = r, Gamma = 3 }, Tensor.From([1, 0, 1, 0])),
        new("TripletMargin", r => new TripletMargin(2) { Reduction = r }, s_scores, [2, 3, 2], Tensor.From([1f, 0f])),
        new("CosineEmbedding", r => new CosineEmbedding(0.1) { Reduction = r }, s_scores, [2, 2, 3], Tensor.From([1f, 0f])),
        new("MarginRanking", r => new MarginRanking(0.25) { Reduction = r }, s_scores[..8], [4, 2], s_signs),
        Positive("HingeEmbedding", r => new HingeEmbedding { Reduction = r }, s_yes),
    ];

    public Tensor Inputs(DType type) => Tensor.From(Predictions, Shape).Cast(type);

    public override string ToString() => Name;

    private static LossCase Of(string name, Func<Reduction, Loss> make, Tensor labels) => new(name, make, s_scores, [4, 3], labels);

    private static LossCase Positive(string name, Func<Reduction, Loss> make, Tensor labels) => new(name, make, s_probabilities, [4, 3], labels);
}
