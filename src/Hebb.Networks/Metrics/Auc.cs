namespace Hebb;

/// <summary>The area under the ROC curve: the probability that a sample whose answer is yes scores higher than one whose answer is no. 1 is perfect and 0.5 a
/// guess. Or, if told so, the area under the curve of precision over recall.</summary>
/// <remarks>
/// <para>Summed over thresholds as in Keras: by trapezoids under the ROC curve, and between points of the other one by the interpolation of Davis and Goadrich
/// (2006). Scores that lie closer than the thresholds count as ties: give more thresholds where scores crowd, or <see cref="Exact"/> for what fits in
/// memory. NaN until both answers have been seen.</para>
/// <para>See <see cref="CurveMetric"/> for shapes.</para>
/// </remarks>
/// <example><code>
/// Metric auc = new Auc();                              // named auc
/// Metric rare = new Auc(AucCurve.PrecisionRecall);     // named pr_auc
/// </code></example>
public sealed class Auc : CurveMetric
{
    /// <summary>Begins with the curve.</summary>
    /// <param name="curve">The curve; ROC by default.</param>
    /// <param name="thresholds">How many thresholds; 200 by default.</param>
    public Auc(AucCurve curve = AucCurve.Roc, int thresholds = 200) : base(thresholds)
    {
        Curve = Enum.IsDefined(curve) ? curve
            : throw new OptionException($"Auc: there is no curve number {(int)curve}.", $"curve {(int)curve}", "use AucCurve.Roc or AucCurve.PrecisionRecall");
        Name = curve == AucCurve.Roc ? "auc" : "pr_auc";
    }

    /// <summary>The curve.</summary>
    public AucCurve Curve { get; }

    /// <inheritdoc/>
    public override string Meaning =>
        $"the area under the {(Curve == AucCurve.Roc ? "ROC curve" : "curve of precision over recall")}, at {Thresholds} thresholds";

    /// <inheritdoc/>
    public override double Result
    {
        get
        {
            IReadOnlyList<CurvePoint> points = Points;
            AnswerCounts all = points[0].Counts;
            if (all.TruePositives == 0 || all.FalsePositives == 0) return double.NaN;
            double area = 0;
            for (int i = 1; i < points.Count; i++)
                area += Curve == AucCurve.Roc ? Trapezoid(points[i - 1].Counts, points[i].Counts) : Interpolated(points[i - 1].Counts, points[i].Counts);
            return area;
        }
    }

    /// <summary>The area under the ROC curve of all scores, every one a threshold: the share of pairs of a yes and a no that are in the right order, ties
    /// counting half. (Mann and Whitney 1947.)</summary>
    /// <param name="scores">Of any scale: logits and probabilities alike.</param>
    /// <param name="labels">Of the scores' shape; above one half is a yes, and none is above 1 or below -1.</param>
    /// <returns>The area; NaN unless both answers occur, or where a score or a label is NaN.</returns>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="DataException">A label is above 1 or below -1.</exception>
    /// <example><code>double area = Auc.Exact(Tensor.From([0.1f, 0.4f, 0.35f, 0.8f]), Tensor.From([0f, 0f, 1f, 1f]));   // 0.75</code></example>
    public static double Exact(Tensor scores, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        double[] answers = YesOrNo.Labels(nameof(Auc), scores, labels).Cast(DType.Float64).ToArray<double>();
        double[] sorted = scores.Cast(DType.Float64).ToArray<double>();
        if (Array.Exists(sorted, double.IsNaN) || Array.Exists(answers, double.IsNaN)) return double.NaN;
        bool[] isYes = Array.ConvertAll(answers, static answer => answer > 0);
        Array.Sort(sorted, isYes);
        double below = 0, yes = 0, pairs = 0;   // answers no with a lower score
        for (int i = 0; i < sorted.Length;)
        {
            int end = i;
            double tiedYes = 0;
            for (; end < sorted.Length && sorted[end] == sorted[i]; end++)
                if (isYes[end]) tiedYes++;
            double tiedNo = end - i - tiedYes;
            pairs += tiedYes * (below + tiedNo / 2);
            (below, yes, i) = (below + tiedNo, yes + tiedYes, end);
        }
        return pairs / (yes * below);
    }

    private static double Trapezoid(AnswerCounts low, AnswerCounts high) => (high.Specificity - low.Specificity) * (low.Recall + high.Recall) / 2;

    // Between two points hits grow in proportion to answers yes: the integral of (slope p + intercept) / p over the hits.
    private static double Interpolated(AnswerCounts low, AnswerCounts high)
    {
        double lowYes = low.TruePositives + low.FalsePositives, highYes = high.TruePositives + high.FalsePositives;
        if (lowYes == highYes) return 0;
        double hits = low.TruePositives - high.TruePositives, slope = hits / (lowYes - highYes), intercept = high.TruePositives - slope * highYes;
        double logarithm = highYes > 0 ? Math.Log(lowYes / highYes) : 0;
        return slope * (hits + intercept * logarithm) / (high.TruePositives + high.FalseNegatives);
    }
}
