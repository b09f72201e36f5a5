namespace Hebb;

/// <summary>How many yes-or-no answers were right and wrong, each way; and the ratios that are made of them.</summary>
/// <remarks>A ratio of nothing to nothing is 0, as in Keras and scikit-learn.</remarks>
/// <param name="TruePositives">Yes, and rightly so.</param>
/// <param name="FalsePositives">Yes where no was right: false alarms.</param>
/// <param name="FalseNegatives">No where yes was right: misses.</param>
/// <param name="TrueNegatives">No, and rightly so.</param>
/// <example><code>
/// var counts = new AnswerCounts(TruePositives: 3, FalsePositives: 1, FalseNegatives: 2, TrueNegatives: 4);
/// Console.WriteLine(counts.Precision);   // 3 / 4
/// Console.WriteLine(counts.Recall);      // 3 / 5
/// </code></example>
public readonly record struct AnswerCounts(double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    /// <summary>How many answers there were.</summary>
    public double Total => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>The share of the answers yes that are right: <c>TP / (TP + FP)</c>.</summary>
    public double Precision => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of what is yes that was found: <c>TP / (TP + FN)</c>; also called sensitivity or true positive rate.</summary>
    public double Recall => Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The share of what is no that was left alone: <c>TN / (TN + FP)</c>; one minus the false positive rate.</summary>
    public double Specificity => Ratio(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>Intersection over union: <c>TP / (TP + FP + FN)</c>; also called Jaccard index.</summary>
    public double IoU => Ratio(TruePositives, TruePositives + FalsePositives + FalseNegatives);

    /// <summary>The weighted harmonic mean of precision and recall: <c>(1 + b^2) TP / ((1 + b^2) TP + b^2 FN + FP)</c>.</summary>
    /// <param name="beta">How many times as much recall matters as precision.</param>
    public double FScore(double beta = 1)
    {
        double hits = (1 + beta * beta) * TruePositives;
        return Ratio(hits, hits + beta * beta * FalseNegatives + FalsePositives);
    }

    /// <summary>The counts of both together.</summary>
    public static AnswerCounts operator +(AnswerCounts left, AnswerCounts right) => new(left.TruePositives + right.TruePositives,
        left.FalsePositives + right.FalsePositives, left.FalseNegatives + right.FalseNegatives, left.TrueNegatives + right.TrueNegatives);

    /// <summary>The counts of both together.</summary>
    public static AnswerCounts Add(AnswerCounts left, AnswerCounts right) => left + right;

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
