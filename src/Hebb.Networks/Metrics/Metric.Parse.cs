using System.Globalization;

namespace Hebb;

public abstract partial class Metric
{
    /// <summary>The metric of a name, with its defaults: for the command line and for files; code makes an object.</summary>
    /// <param name="name">One of <see cref="Names"/>, or the <see cref="Loss.Name"/> of a loss. Those of classes take their number:
    /// <c>f1(10)</c>; those at a threshold, the share to be reached: <c>precision_at_recall(0.9)</c>.</param>
    /// <exception cref="OptionException">There is no such metric, or its number is out of range.</exception>
    /// <example><code>Metric metric = Metric.Parse("mean_iou(21)");</code></example>
    public static Metric Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int open = name.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return Plain(name) ?? (Loss.Find(name) is { } loss ? new MeanLoss(loss) : throw Unknown(name));
        if (name[^1] != ')' || !double.TryParse(name[(open + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) throw Unknown(name);
        string kind = name[..open];
        if (WithShare(kind, number) is { } atShare) return atShare;
        return number is >= 0 and <= int.MaxValue && Math.Floor(number) == number && WithCount(kind, (int)number) is { } counted ? counted
            : throw Unknown(name);
    }

    /// <summary>Every name that <see cref="Parse"/> knows besides those of losses; n stands for a number of classes or outputs, x for a share.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "accuracy", "binary_accuracy", "top_k_accuracy(n)", "confusion_matrix(n)", "precision", "precision(n)", "recall", "recall(n)", "specificity",
        "specificity(n)", "f1", "f1(n)", "iou", "mean_iou(n)", "true_positives", "false_positives", "true_negatives", "false_negatives", "auc", "pr_auc",
        "precision_at_recall(x)", "recall_at_precision(x)", "sensitivity_at_specificity(x)", "specificity_at_sensitivity(x)", "squared_error",
        "absolute_error", "root_mean_squared_error", "r2", "r2(n)", "pearson_correlation", "pearson_correlation(n)", "concordance_correlation",
        "concordance_correlation(n)", "mean_cosine", "hamming_distance", "perplexity",
    ];

    private static Metric? Plain(string name) => name switch
    {
        "accuracy" => new Accuracy(),
        "binary_accuracy" => new BinaryAccuracy(),
        "precision" => new Precision(),
        "recall" => new Recall(),
        "specificity" => new Specificity(),
        "f1" => new FScore(),
        "iou" => new IoU(),
        "true_positives" => new TruePositives(),
        "false_positives" => new FalsePositives(),
        "true_negatives" => new TrueNegatives(),
        "false_negatives" => new FalseNegatives(),
        "auc" => new Auc(),
        "pr_auc" => new Auc(AucCurve.PrecisionRecall),
        "squared_error" => new SquaredError(),
        "absolute_error" => new AbsoluteError(),
        "root_mean_squared_error" or "rmse" => new RootMeanSquaredError(),
        "r2" => new R2(),
        "pearson_correlation" => new PearsonCorrelation(),
        "concordance_correlation" => new ConcordanceCorrelation(),
        "mean_cosine" => new MeanCosine(),
        "hamming_distance" => new HammingDistance(),
        "perplexity" => new Perplexity(),
        _ => null,
    };

    private static Metric? WithCount(string name, int count) => name switch
    {
        "top_k_accuracy" => new TopKAccuracy(count),
        "confusion_matrix" => new ConfusionMatrix(count),
        "precision" => new Precision(count),
        "recall" => new Recall(count),
        "specificity" => new Specificity(count),
        "f1" => new FScore(count),
        "mean_iou" => new IoU(count),
        "r2" => new R2(count),
        "pearson_correlation" => new PearsonCorrelation(count),
        "concordance_correlation" => new ConcordanceCorrelation(count),
        _ => null,
    };

    private static Metric? WithShare(string name, double share) => name switch
    {
        "precision_at_recall" => new PrecisionAtRecall(share),
        "recall_at_precision" => new RecallAtPrecision(share),
        "sensitivity_at_specificity" => new SensitivityAtSpecificity(share),
        "specificity_at_sensitivity" => new SpecificityAtSensitivity(share),
        _ => null,
    };

    private static OptionException Unknown(string name) => new($"Metric: there is none called '{name}'.", $"metric '{name}'",
        $"use one of {string.Join(", ", Names)}, where n is a number of classes or outputs and x a share; or the name of a loss");
}
