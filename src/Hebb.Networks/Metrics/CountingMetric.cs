using System.Globalization;

namespace Hebb;

/// <summary>A metric made of how many answers were right and wrong: of one yes-or-no question, or of each class.</summary>
/// <remarks>
/// <para>Made without a number, it is of one question: predictions and labels have one shape, <c>[batch, ...]</c>, a prediction above <see cref="Threshold"/>
/// is a yes, and a label above one half is; none is above 1 or below -1. All outputs count together. Of one output, <c>[batch, 1]</c>, labels may also be
/// class numbers, <c>[batch]</c>.</para>
/// <para>Made with a number of classes, each class is a question of its own: is it this one? Predictions are <c>[batch, ..., classes]</c>, labels class
/// numbers (<c>[batch, ...]</c>) or one-hot, and the answer is yes for the class with the greatest score alone. With a <see cref="Threshold"/>, every class
/// above it is a yes, so that several may hold at once (multi-label); labels then have the predictions' shape.</para>
/// </remarks>
/// <example><code>
/// var precision = new Precision(3);
/// precision.Update(model.Predict(images), labels);
/// foreach (AnswerCounts counts in precision.ClassCounts) Console.WriteLine(counts);
/// </code></example>
public abstract class CountingMetric : Metric
{
    private readonly State _hits;      // yes, and rightly so
    private readonly State _answered;  // yes, rightly or not
    private readonly State _labelled;  // those where yes was right
    private readonly State _seen;

    /// <summary>Begins with one yes-or-no question.</summary>
    protected CountingMetric() : this(null, 0)
    {
    }

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    protected CountingMetric(int classes) : this(classes, null)
    {
    }

    private CountingMetric(int? classes, double? threshold)
    {
        Threshold = threshold;
        Classes = classes is null or (> 1 and <= 1_000_000) ? classes
            : throw new OptionException($"{GetType().Name}: there cannot be {classes} classes.", $"classes {classes}",
                classes > 1 ? "use at most 1000000 classes"
                : "give the number of classes, the units of the model's last layer; or none, for a single yes-or-no question");
        Shape shape = [classes ?? 1];
        _hits = AddState("hits", Tensor.Zeros(shape, DType.Float64));
        _answered = AddState("answered", Tensor.Zeros(shape, DType.Float64));
        _labelled = AddState("labelled", Tensor.Zeros(shape, DType.Float64));
        _seen = AddState("seen", Tensor.Zeros(shape, DType.Float64));
    }

    /// <summary>How many classes there are; null for a single question.</summary>
    public int? Classes { get; }

    /// <summary>Where yes begins. For a single question 0 (the default) for logits, 0.5 for probabilities; for classes null (the default) where the greatest
    /// score is the answer, and a number where each class is answered for itself.</summary>
    public double? Threshold
    {
        get;
        init => field = value is { } number && !double.IsFinite(number)
            ? throw new OptionException($"{GetType().Name}: the threshold is not a number.", $"threshold {number.ToString(CultureInfo.InvariantCulture)}",
                "use 0 for logits, 0.5 for probabilities")
            : value is null && _hits is not null && Classes is null
            ? throw new OptionException($"{GetType().Name}: a single question needs a threshold.", "threshold null   classes none",
                "leave the threshold as it is, or give the number of classes")
            : value;
    }

    /// <summary>The label of what does not count at all, such as 255 for pixels that nobody has labelled; null when all count.</summary>
    public int? IgnoredLabel { get; init; }

    /// <summary>The counts of all classes together.</summary>
    public AnswerCounts Counts
    {
        get
        {
            AnswerCounts all = default;
            foreach (AnswerCounts counts in ClassCounts) all += counts;
            return all;
        }
    }

    /// <summary>The counts of each class; a single one where there are no classes.</summary>
    public IReadOnlyList<AnswerCounts> ClassCounts
    {
        get
        {
            double[] hits = _hits.ToArray<double>(), answered = _answered.ToArray<double>(), labelled = _labelled.ToArray<double>(),
                seen = _seen.ToArray<double>();
            var counts = new AnswerCounts[hits.Length];
            for (int i = 0; i < counts.Length; i++)
            {
                double rest = seen[i] - answered[i] - labelled[i] + hits[i];
                if (rest <= seen[i] * 1e-12) rest = 0;   // what roundings of weights leave is no sample
                counts[i] = new(hits[i], answered[i] - hits[i], labelled[i] - hits[i], rest);
            }
            return counts;
        }
    }

    /// <summary>What counts as a yes, for <see cref="Metric.Meaning"/>.</summary>
    private protected string Question => (Classes, Threshold) switch
    {
        (null, { } threshold) => string.Create(CultureInfo.InvariantCulture, $"yes being above {threshold}"),
        (_, null) => $"of {Classes} classes, the greatest score being the answer",
        (_, { } threshold) => string.Create(CultureInfo.InvariantCulture, $"of {Classes} classes, each answered yes above {threshold}"),
    };

    /// <inheritdoc/>
    protected sealed override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        (Tensor answered, Tensor labelled, Tensor? each) =
            Threshold is { } threshold ? Above(threshold, predictions, labels, weights) : Greatest(predictions, labels, weights);
        _hits.Assign(_hits + SampleWeights.Weigh(answered * labelled, each).Sum(0));
        _answered.Assign(_answered + SampleWeights.Weigh(answered, each).Sum(0));
        _labelled.Assign(_labelled + SampleWeights.Weigh(labelled, each).Sum(0));
        _seen.Assign(_seen + (each is null ? Tensor.Scalar(answered.Shape[0], DType.Float64) : each.Sum(0)));
    }

    // Ones and zeros, [questions, classes]: what was answered, what was right, NaN where that is unknown; and how much each counts, null
    // when all count the same.
    private (Tensor Answered, Tensor Labelled, Tensor? Each) Above(double threshold, Tensor predictions, Tensor labels, Tensor? weights)
    {
        if (labels.DType is DType.Int32 or DType.Int64 && predictions.Rank > 1 && predictions.Shape[^1] > 1 && labels.Shape == predictions.Shape[..^1])
            throw new ShapeException($"{GetType().Name}: class numbers do not answer yes or no.", $"predictions {predictions.Spec}   labels {labels.Spec}",
                $"make the metric for classes: new {GetType().Name}({predictions.Shape[^1]}), without a threshold");
        if (Classes is { } count) ClassNumbers.RequireCount(GetType().Name, predictions, labels, count);
        (Tensor right, Tensor? counted) = YesOrNo.Labels(GetType().Name, predictions, labels, IgnoredLabel);
        Tensor? each = SampleWeights.OfCounted(counted, SampleWeights.Of(GetType().Name, predictions.Shape, weights));
        return (Rows(YesOrNo.Answers(predictions, threshold).Cast(DType.Float64)), Rows(right.Cast(DType.Float64)), each is null ? null : Rows(each));
    }

    private (Tensor Answered, Tensor Labelled, Tensor? Each) Greatest(Tensor predictions, Tensor labels, Tensor? weights)
    {
        int count = Classes!.Value;
        ClassNumbers right = ClassNumbers.Of(GetType().Name, predictions, labels, IgnoredLabel, count);
        Tensor greatest = predictions.ArgMax(-1, keepDims: true), doubt = right.Doubt(ClassNumbers.ScoreAt(predictions, greatest));
        return (greatest.Reshape(-1).OneHot(count, DType.Float64) + doubt.Reshape(-1, 1), right.Labels.Reshape(-1).OneHot(count, DType.Float64),
            SampleWeights.OfCounted(right.Counted, SampleWeights.Of(GetType().Name, right.Labels.Shape, weights))?.Reshape(-1, 1));
    }

    private Tensor Rows(Tensor elements) => elements.Reshape(-1, Classes ?? 1);
}
