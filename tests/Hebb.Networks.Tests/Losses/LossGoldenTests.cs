namespace Hebb.Networks.Tests.Losses;

/// <summary>Values and gradients in float64, from PyTorch where it has the loss, else from the formula written out.</summary>
public class LossGoldenTests
{
    [Theory]
    [InlineData("cross_entropy_probabilities")]
    [InlineData("cross_entropy_probabilities_soft_labels")]
    public void Cross_entropy_of_probabilities(string golden) =>
        LossGoldens.Verify(golden, reduction => new CrossEntropy { Reduction = reduction, FromLogits = false });

    [Fact]
    public void Cross_entropy_with_class_weights() => LossGoldens.Verify("cross_entropy_class_weights", reduction =>
        new CrossEntropy { Reduction = reduction, ClassWeights = [0.5, 2, 0, 1, 3] });

    [Fact]
    public void Binary_cross_entropy_of_probabilities() => LossGoldens.Verify("binary_cross_entropy_probabilities", reduction =>
        new BinaryCrossEntropy { Reduction = reduction, FromLogits = false }, outputs: 5);

    [Fact]
    public void Binary_cross_entropy_with_class_weights() => LossGoldens.Verify("binary_cross_entropy_class_weights", reduction =>
        new BinaryCrossEntropy { Reduction = reduction, ClassWeights = [0.5, 3] }, outputs: 5);

    [Theory]
    [InlineData("kl_divergence", true)]
    [InlineData("kl_divergence_one_hot", true)]
    [InlineData("kl_divergence_probabilities", false)]
    public void Kullback_Leibler_divergence(string golden, bool fromLogits) =>
        LossGoldens.Verify(golden, reduction => new KLDivergence { Reduction = reduction, FromLogits = fromLogits });

    [Theory]
    [InlineData("poisson", true, false)]
    [InlineData("poisson_full", true, true)]
    [InlineData("poisson_rates", false, false)]
    [InlineData("poisson_rates_full", false, true)]
    public void Poisson_likelihood(string golden, bool fromLogs, bool full) =>
        LossGoldens.Verify(golden, reduction => new Poisson { Reduction = reduction, FromLogs = fromLogs, Full = full }, outputs: 5);

    [Theory]
    [InlineData("gaussian_negative_log_likelihood", true, false)]
    [InlineData("gaussian_negative_log_likelihood_full", true, true)]
    [InlineData("gaussian_negative_log_likelihood_variances", false, false)]
    [InlineData("gaussian_negative_log_likelihood_variances_full", false, true)]
    public void Gaussian_likelihood(string golden, bool fromLogs, bool full) =>
        LossGoldens.Verify(golden, reduction => new GaussianNegativeLogLikelihood { Reduction = reduction, FromLogs = fromLogs, Full = full }, outputs: 5);

    [Fact]
    public void Cosine_similarity() => LossGoldens.Verify("cosine_similarity", reduction => new CosineSimilarity { Reduction = reduction });

    [Theory]
    [InlineData("triplet_margin_1.0", 1)]
    [InlineData("triplet_margin_6.0", 6)]
    public void Triplet_margin(string golden, double margin) => LossGoldens.Verify(golden, reduction => new TripletMargin(margin) { Reduction = reduction });

    [Theory]
    [InlineData("cosine_embedding_0.0", 0)]
    [InlineData("cosine_embedding_0.3", 0.3)]
    public void Cosine_embedding(string golden, double margin) => LossGoldens.Verify(golden, reduction => new CosineEmbedding(margin) { Reduction = reduction });

    [Theory]
    [InlineData("margin_ranking_0.0", 0)]
    [InlineData("margin_ranking_0.3", 0.3)]
    public void Margin_ranking(string golden, double margin) => LossGoldens.Verify(golden, reduction => new MarginRanking(margin) { Reduction = reduction });

    [Fact]
    public void Hinge_embedding() => LossGoldens.Verify("hinge_embedding", reduction => new HingeEmbedding { Reduction = reduction }, outputs: 5);

    [Theory]
    [InlineData("hinge")]
    [InlineData("hinge_signs")]
    public void Hinge_with_labels_of_0_and_1_or_of_signs(string golden) =>
        LossGoldens.Verify(golden, reduction => new Hinge { Reduction = reduction }, outputs: 5);

    [Fact]
    public void Squared_hinge() => LossGoldens.Verify("squared_hinge", reduction => new SquaredHinge { Reduction = reduction }, outputs: 5);

    [Theory]
    [InlineData("categorical_hinge")]
    [InlineData("categorical_hinge_one_hot")]
    public void Categorical_hinge(string golden) => LossGoldens.Verify(golden, reduction => new CategoricalHinge { Reduction = reduction });

    [Fact]
    public void Logarithm_of_the_hyperbolic_cosine() => LossGoldens.Verify("log_cosh", reduction => new LogCosh { Reduction = reduction }, outputs: 5);

    [Fact]
    public void Absolute_percentage_error() => LossGoldens.Verify("mean_absolute_percentage_error", reduction =>
        new MeanAbsolutePercentageError { Reduction = reduction }, outputs: 5);

    [Fact]
    public void Squared_logarithmic_error() => LossGoldens.Verify("mean_squared_logarithmic_error", reduction =>
        new MeanSquaredLogarithmicError { Reduction = reduction }, outputs: 5);

    [Fact]
    public void Half_squared_error() => LossGoldens.Verify("half_squared_error", reduction => new HalfSquaredError { Reduction = reduction });

    [Theory]
    [InlineData("dice", true)]
    [InlineData("dice_probabilities", false)]
    public void Dice(string golden, bool fromLogits) =>
        LossGoldens.Verify(golden, reduction => new Dice { Reduction = reduction, FromLogits = fromLogits });

    [Fact]
    public void Tversky_with_the_weights_of_the_paper() => LossGoldens.Verify("tversky", reduction => new Tversky(alpha: 0.3, beta: 0.7) { Reduction = reduction });

    [Fact]
    public void Circle() => LossGoldens.Verify("circle", reduction => new Circle { Reduction = reduction });

    [Fact]
    public void Binary_focal_cross_entropy() => LossGoldens.Verify("binary_focal_cross_entropy", reduction =>
        new BinaryFocalCrossEntropy { Reduction = reduction }, outputs: 5);

    [Fact]
    public void Binary_focal_cross_entropy_with_weights() => LossGoldens.Verify("binary_focal_cross_entropy_alpha", reduction =>
        new BinaryFocalCrossEntropy { Reduction = reduction, Gamma = 0.5, Alpha = 0.25 }, outputs: 5);

    [Fact]
    public void Binary_focal_cross_entropy_of_probabilities() => LossGoldens.Verify("binary_focal_cross_entropy_probabilities", reduction =>
        new BinaryFocalCrossEntropy { Reduction = reduction, FromLogits = false }, outputs: 5);

    [Theory]
    [InlineData("categorical_focal_cross_entropy", 2)]
    [InlineData("categorical_focal_cross_entropy_soft_labels", 1.5)]
    public void Categorical_focal_cross_entropy(string golden, double gamma) =>
        LossGoldens.Verify(golden, reduction => new CategoricalFocalCrossEntropy { Reduction = reduction, Gamma = gamma });

    [Theory]
    [InlineData("categorical_generalized_cross_entropy", 0.5)]
    [InlineData("categorical_generalized_cross_entropy_0.7", 0.7)]
    public void Generalized_cross_entropy(string golden, double q) =>
        LossGoldens.Verify(golden, reduction => new CategoricalGeneralizedCrossEntropy { Reduction = reduction, Q = q });
}
