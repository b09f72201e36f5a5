namespace Hebb;

/// <summary>Scores and labels of yes-or-no questions as ones and zeros; what is NaN stays so.</summary>
internal static class YesOrNo
{
    /// <summary>1 for scores above the threshold.</summary>
    public static Tensor Answers(Tensor scores, double threshold) => Tensor.Where(scores.IsNaN(), scores, scores.Greater(threshold).Cast(scores.DType));

    /// <summary>1 for labels above one half, in the predictions' type, after a check that they belong to the predictions and are labels of such a question:
    /// from 0 to 1, or -1 for no, as for <see cref="Hinge"/>.</summary>
    public static Tensor Labels(string name, Tensor predictions, Tensor labels) => Labels(name, predictions, labels, null).Labels;

    /// <summary>The same, with a label of what does not count, which becomes a no; and the mask of what counts, null for all.</summary>
    public static (Tensor Labels, Tensor? Counted) Labels(string name, Tensor predictions, Tensor labels, int? ignored)
    {
        if (predictions.Rank > 1 && predictions.Shape[^1] > 1 && labels.Shape == predictions.Shape[..^1])
            throw new ShapeException($"{name}: the labels' shape {labels.Shape} has one label for {predictions.Shape[^1]} yes-or-no answers.",
                $"predictions {predictions.Spec}   labels {labels.Spec}",
                $"use a metric of classes, such as Accuracy, or ask of each class whether it is the one: labels.OneHot({predictions.Shape[^1]})");
        Tensor targets = Agreement.Answers(name, predictions, labels);
        Tensor? counted = ignored is { } label ? targets.NotEqualTo(label) : null;
        if (counted is not null) targets = Tensor.Where(counted, targets, 0);
        return (Answers(targets.RequireRange(name, "label", -1, 1,
            "use 1 for yes and 0 (or -1) for no; class numbers belong to metrics of classes, such as Accuracy"), 0.5), counted);
    }
}
