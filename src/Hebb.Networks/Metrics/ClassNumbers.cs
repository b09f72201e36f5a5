namespace Hebb;

/// <summary>Labels as class numbers, however they were given, and what was answered to them: what metrics of classes begin with.</summary>
internal readonly struct ClassNumbers
{
    private ClassNumbers(Tensor labels, Tensor? counted, Tensor? doubt)
    {
        Labels = labels;
        Counted = counted;
        LabelDoubt = doubt;
    }

    /// <summary>The right classes, <c>[batch, ...]</c>, each one that exists; 0 for those that do not count.</summary>
    public Tensor Labels { get; }

    /// <summary>Which of them count; null when all do.</summary>
    public Tensor? Counted { get; }

    /// <summary>0 for each label that is a number, NaN for one that is not; null when all are.</summary>
    public Tensor? LabelDoubt { get; }

    /// <summary>The labels, after a check that they belong to the predictions and exist; of one-hot ones, where the greatest stands.</summary>
    /// <param name="name">Who asks.</param>
    /// <param name="predictions">The scores.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="ignored">The label of what does not count; null when all count.</param>
    /// <param name="expected">How many classes the metric was made for; null when for any.</param>
    public static ClassNumbers Of(string name, Tensor predictions, Tensor labels, int? ignored = null, int? expected = null)
    {
        if (predictions.Rank == 1)
            throw new ShapeException($"{name}: the predictions' shape {predictions.Shape} is not [batch, ..., classes].", Values(predictions, labels),
                "pass a row of scores for each sample, or use BinaryAccuracy for a single score");
        bool areClassNumbers = Agreement.AreClassNumbers(name, predictions, labels);
        int classes = predictions.Shape[^1];
        if (classes < 2)
            throw new ShapeException(classes == 0 ? $"{name}: there are no classes." : $"{name}: there is only one class, so every answer would be right.",
                Values(predictions, labels), "use BinaryAccuracy for a single output, or give the last layer one unit for each class");
        if (expected is { } count) RequireCount(name, predictions, labels, count);
        Tensor? doubt = null;
        if (!areClassNumbers)
        {
            Tensor greatest = labels.ArgMax(-1, keepDims: true);
            if (labels.DType.IsFloat()) doubt = DoubtOf(ScoreAt(labels, greatest));
            labels = greatest.Squeeze(-1);
        }
        Tensor? counted = ignored is { } label ? labels.NotEqualTo(label) : null;
        if (counted is not null) labels = Tensor.Where(counted, labels, 0);
        if (areClassNumbers)
            labels = labels.RequireRange(name, "label", 0, classes - 1,
                $"use class numbers from 0 to {classes - 1}, or give the last layer one unit for each class");
        return new(labels, counted, doubt);
    }

    /// <summary>Refuses predictions of another number of classes than the metric was made for.</summary>
    public static void RequireCount(string name, Tensor predictions, Tensor labels, int expected)
    {
        int classes = predictions.Rank == 0 ? 1 : predictions.Shape[^1];
        if (classes != expected)
            throw new ShapeException($"{name}: the predictions have {classes} classes, and the metric {expected}.", Values(predictions, labels),
                classes < 2 ? $"give the last layer {expected} units, one for each class" : $"make the metric for the model: new {name}({classes})");
    }

    /// <summary>0 for each row where the labels and all scores are numbers, NaN where one is not: added to a figure, it says that there is none.</summary>
    /// <param name="greatest">The greatest score of each row, <c>[batch, ...]</c>; a NaN counts as the greatest.</param>
    /// <returns>Float64, <c>[batch, ...]</c>.</returns>
    public Tensor Doubt(Tensor greatest)
    {
        Tensor doubt = DoubtOf(greatest);
        return LabelDoubt is null ? doubt : doubt + LabelDoubt;
    }

    /// <summary>The score of each row at a class.</summary>
    /// <param name="scores"><c>[batch, ..., classes]</c>.</param>
    /// <param name="classes"><c>[batch, ..., 1]</c>.</param>
    public static Tensor ScoreAt(Tensor scores, Tensor classes) => scores.GatherAlong(classes, -1).Squeeze(-1);

    private static Tensor DoubtOf(Tensor scores) => Tensor.Where(scores.IsNaN(), scores, 0).Cast(DType.Float64);

    private static string Values(Tensor predictions, Tensor labels) => $"predictions {predictions.Spec}   labels {labels.Spec}";
}
