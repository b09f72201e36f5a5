namespace Hebb;

public abstract partial class Loss
{
    /// <summary>The loss of a name, with its defaults: for the command line and for files; code makes an object.</summary>
    /// <param name="name">The <see cref="Name"/> of a loss, such as <c>cross_entropy</c>, or a short form: <c>bce</c> (binary cross entropy), <c>mse</c>,
    /// <c>mae</c>, <c>mape</c>, <c>msle</c>, <c>half_sse</c>, <c>logcosh</c>, <c>kld</c>, <c>gaussian_nll</c>, <c>poisson_nll</c>.</param>
    /// <exception cref="OptionException">There is no such loss.</exception>
    /// <example><code>Loss loss = Loss.Parse("mse");</code></example>
    public static Loss Parse(string name) => Find(name) ?? throw new OptionException($"Loss: there is none called '{name}'.", $"loss '{name}'",
            "use one of cross_entropy, binary_cross_entropy (bce), binary_focal_cross_entropy, categorical_focal_cross_entropy, " +
            "categorical_generalized_cross_entropy, hinge, squared_hinge, categorical_hinge, mean_squared_error (mse), half_squared_error (half_sse), " +
            "mean_absolute_error (mae), mean_absolute_percentage_error (mape), mean_squared_logarithmic_error (msle), huber, log_cosh (logcosh), " +
            "kl_divergence (kld), poisson (poisson_nll), gaussian_negative_log_likelihood (gaussian_nll), cosine_similarity, dice, tversky, circle, " +
            "triplet_margin, cosine_embedding, margin_ranking, hinge_embedding");

    /// <summary>The loss of a name; null when there is none.</summary>
    internal static Loss? Find(string name) => name switch
    {
        "cross_entropy" or "categorical_cross_entropy" or "sparse_categorical_cross_entropy" => new CrossEntropy(),
        "binary_cross_entropy" or "bce" => new BinaryCrossEntropy(),
        "binary_focal_cross_entropy" => new BinaryFocalCrossEntropy(),
        "categorical_focal_cross_entropy" => new CategoricalFocalCrossEntropy(),
        "categorical_generalized_cross_entropy" => new CategoricalGeneralizedCrossEntropy(),
        "hinge" => new Hinge(),
        "squared_hinge" => new SquaredHinge(),
        "categorical_hinge" => new CategoricalHinge(),
        "mean_squared_error" or "mse" => new MeanSquaredError(),
        "half_squared_error" or "half_sse" => new HalfSquaredError(),
        "mean_absolute_error" or "mae" => new MeanAbsoluteError(),
        "mean_absolute_percentage_error" or "mape" => new MeanAbsolutePercentageError(),
        "mean_squared_logarithmic_error" or "msle" => new MeanSquaredLogarithmicError(),
        "huber" => new Huber(),
        "log_cosh" or "logcosh" => new LogCosh(),
        "kl_divergence" or "kld" => new KLDivergence(),
        "poisson" or "poisson_nll" => new Poisson(),
        "gaussian_negative_log_likelihood" or "gaussian_nll" => new GaussianNegativeLogLikelihood(),
        "cosine_similarity" => new CosineSimilarity(),
        "dice" => new Dice(),
        "tversky" => new Tversky(),
        "circle" => new Circle(),
        "triplet_margin" => new TripletMargin(),
        "cosine_embedding" => new CosineEmbedding(),
        "margin_ranking" => new MarginRanking(),
        "hinge_embedding" => new HingeEmbedding(),
        _ => null,
    };
}
