using System.Globalization;

namespace Hebb;

/// <summary>A metric made of the right and wrong answers of a yes-or-no question at many thresholds, evenly spaced from 0 to 1.</summary>
/// <remarks>
/// <para>Predictions and labels have one shape, <c>[batch, ...]</c>; a label above one half is a yes, and none is above 1 or below -1. All outputs count
/// together; of one output, <c>[batch, 1]</c>, labels may also be class numbers, <c>[batch]</c>. Scores are counted between neighbouring thresholds, so that
/// an epoch of any length takes no more memory, and a captured step contains the metric; what differs within one interval is not told apart.</para>
/// <para>The thresholds are Keras's: the first is below 0, where everything is a yes, and the last above 1, where nothing is.</para>
/// </remarks>
/// <example><code>
/// var auc = new Auc();
/// auc.Update(model.Predict(inputs), labels);
/// foreach (CurvePoint point in auc.Points) Console.WriteLine($"{1 - point.Counts.Specificity} {point.Counts.Recall}");   // the ROC curve
/// </code></example>
public abstract class CurveMetric : Metric
{
    private readonly State _counts;   // [intervals, 2]: right answers no and yes with a score in the interval

    /// <summary>Begins with the number of thresholds.</summary>
    /// <param name="thresholds">How many; 200 is Keras's default.</param>
    protected CurveMetric(int thresholds)
    {
        Thresholds = thresholds is >= 2 and <= 1 << 20 ? thresholds
            : throw new OptionException($"{GetType().Name}: there cannot be {thresholds} thresholds.", $"thresholds {thresholds}",
                "use from 2 to 1048576 thresholds; 200 is usual");
        _counts = AddState("counts", Tensor.Zeros([thresholds - 1, 2], DType.Float64));
    }

    /// <summary>How many thresholds there are.</summary>
    public int Thresholds { get; }

    /// <summary>True (the default) when the predictions are logits, of which the sigmoid is taken; false when they are scores from 0 to 1.</summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>The answers at each threshold, from the lowest, where all are yes.</summary>
    public IReadOnlyList<CurvePoint> Points
    {
        get
        {
            double[] counts = _counts.ToArray<double>();
            double[] alarms = new double[Thresholds], hits = new double[Thresholds];   // summed from the top: nothing is subtracted, so nothing is left over
            for (int i = Thresholds - 2; i >= 0; i--) (alarms[i], hits[i]) = (alarms[i + 1] + counts[2 * i], hits[i + 1] + counts[2 * i + 1]);
            var points = new CurvePoint[Thresholds];
            for (int i = 0; i < points.Length; i++) points[i] = new(ThresholdAt(i), new(hits[i], alarms[i], hits[0] - hits[i], alarms[0] - alarms[i]));
            return points;
        }
    }

    /// <summary>The greatest of one figure at the thresholds where another is at least so much; 0 where there is none, NaN when nothing was seen.</summary>
    private protected double Best(Func<AnswerCounts, double> figure, Func<AnswerCounts, double> limited, double least)
    {
        IReadOnlyList<CurvePoint> points = Points;
        if (!(points[0].Counts.Total > 0)) return double.NaN;
        double best = 0;
        foreach (CurvePoint point in points)
            if (limited(point.Counts) >= least) best = Math.Max(best, figure(point.Counts));
        return best;
    }

    /// <summary>A share that another figure must reach.</summary>
    private protected static double Share(string metric, string of, double value) => value is >= 0 and <= 1 ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{metric}: the {of} cannot be {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{of} {value}"), "use a number from 0 to 1; 0.9 stands for 90 %");

    /// <inheritdoc/>
    protected sealed override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Tensor right = YesOrNo.Labels(GetType().Name, predictions, labels);
        Tensor scores = FromLogits ? predictions.Sigmoid()
            : predictions.RequireRange(GetType().Name, "score", 0, 1, "leave FromLogits at true for logits, of which the sigmoid is taken");
        scores = scores.Cast(DType.Float64).Reshape(-1);
        // A score is above threshold i when it is above i / (thresholds - 1): the interval is the last i for which it is.
        Tensor intervals = ((scores * (Thresholds - 1)).Ceiling() - 1).Clip(0, Thresholds - 2).Cast(DType.Int32);
        Tensor? each = SampleWeights.Of(GetType().Name, predictions.Shape, weights)?.Reshape(-1);
        Tensor yes = right.Cast(DType.Float64).Reshape(-1), doubt = Tensor.Where(scores.IsNaN(), scores, 0);
        _counts.Assign(Op.Apply(new AddRowsOp(), _counts, intervals,
            Tensor.Stack([SampleWeights.Weigh(1 - yes + doubt, each), SampleWeights.Weigh(yes + doubt, each)], axis: -1)));
    }

    private double ThresholdAt(int i) => i == 0 ? -1e-7 : i == Thresholds - 1 ? 1 + 1e-7 : (double)i / (Thresholds - 1);
}
