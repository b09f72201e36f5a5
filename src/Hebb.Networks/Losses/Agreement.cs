namespace Hebb;

/// <summary>Checks that predictions and labels belong together, for losses and metrics: exactly, since what broadcasts silently trains something else than was
/// meant.</summary>
internal static partial class Agreement
{
    /// <summary>The labels, in the predictions' type, after a check that both have one shape: <c>[n, 1]</c> and <c>[n]</c> do not.</summary>
    public static Tensor Elementwise(string name, Tensor predictions, Tensor labels)
    {
        RequireFloats(name, predictions, labels);
        if (labels.Shape == predictions.Shape) return labels.Cast(predictions.DType);
        string help = AreOfSingleQuestion(predictions, labels) ? "; Dataset.From does that with targets that are floats" : "";
        throw new ShapeException($"{name}: the labels' shape {labels.Shape} is not the predictions' {predictions.Shape}.", Values(predictions, labels),
            FixShape(predictions.Shape, labels.Shape) + help);
    }

    /// <summary>The same for yes-or-no questions. Where there is a single one, its answers may be class numbers, 0 and 1, as a data set of two classes has
    /// them: integers or Bool <c>[n]</c> for <c>[n, 1]</c>. Floats of that shape are refused: they may be anything.</summary>
    public static Tensor Answers(string name, Tensor predictions, Tensor labels) =>
        Elementwise(name, predictions, AreOfSingleQuestion(predictions, labels) ? labels.ExpandDims(-1) : labels);

    /// <summary>Whether labels are class numbers of the only question that a model answers.</summary>
    public static bool AreOfSingleQuestion(Tensor predictions, Tensor labels) => !labels.DType.IsFloat()
        && predictions.Rank > 1 && predictions.Shape[^1] == 1 && labels.Shape == predictions.Shape[..^1];

    /// <summary>True when the labels are class numbers, one for each row of scores; false when they are a probability for each score, in the predictions'
    /// shape.</summary>
    public static bool AreClassNumbers(string name, Tensor predictions, Tensor labels)
    {
        RequireFloats(name, predictions, labels);
        Shape scores = predictions.Shape;
        if (scores.Rank == 0)
            throw new ShapeException($"{name}: a single number has no axis of classes.", Values(predictions, labels),
                "pass predictions of shape [batch, classes]");
        if (labels.Shape == scores) return false;
        bool isInteger = labels.DType is DType.Int32 or DType.Int64;
        if (labels.Shape == scores[..^1])
            return isInteger ? true
                : throw new DTypeException($"{name}: the labels are {labels.DType}, and class numbers are integers.", Values(predictions, labels),
                    "convert them, with Cast(DType.Int32)");
        string rule = isInteger ? $"the class numbers' shape {labels.Shape} is not {scores[..^1]}, one for each row of the predictions {scores}"
            : $"the labels' shape {labels.Shape} is not the predictions' {scores}";
        throw new ShapeException($"{name}: {rule}.", Values(predictions, labels), FixClasses(scores, labels.Shape, isInteger));
    }

    private static string Values(Tensor predictions, Tensor labels) => $"predictions {predictions.Spec}   labels {labels.Spec}";

    private static void RequireFloats(string name, Tensor predictions, Tensor labels)
    {
        if (!predictions.DType.IsFloat())
            throw new DTypeException($"{name}: the predictions are {predictions.DType}, not floating point.", Values(predictions, labels),
                labels.DType.IsFloat() ? "pass the predictions first, then the labels" : "pass the model's output, as Float32");
    }

    private static string FixClasses(Shape scores, Shape labels, bool isInteger)
    {
        Shape rows = scores[..^1];
        if (isInteger && labels.Count == rows.Count) return $"give the labels the shape {rows}, with labels.Reshape({string.Join(", ", Free(rows))})";
        if (isInteger && labels.Rank == rows.Rank && labels.Rank > 0) return $"pass as many labels as predictions: {rows[0]}, not {labels[0]}";
        if (labels.Rank == scores.Rank && labels[^1] != scores[^1])
            return $"give the last layer {labels[^1]} units, one for each class of the labels, or pass class numbers of shape {rows} as Int32";
        return $"pass class numbers of shape {rows} as Int32, or probabilities of shape {scores}";
    }

    private static string FixShape(Shape predictions, Shape labels)
    {
        if (labels.Count == predictions.Count) return $"give the labels the predictions' shape, with labels.Reshape({string.Join(", ", Free(predictions))})";
        if (labels.Rank == predictions.Rank && labels.Rank > 0 && labels[1..] == predictions[1..])
            return $"pass as many labels as predictions: {predictions[0]}, not {labels[0]}";
        if (labels.Rank == predictions.Rank - 1 && labels == predictions[..^1])
            return $"give the last layer one unit and the labels the shape {labels.Insert(labels.Rank, 1)}, " +
                "or use CrossEntropy when the labels are class numbers";
        if (labels.Rank == predictions.Rank && labels.Rank > 1) return $"give the last layer {labels[^1]} units, so that the model gives what the labels have";
        return "make the two shapes equal; nothing is broadcast here";
    }

    // The extents to reshape to, with the batch left to be worked out.
    private static IEnumerable<int> Free(Shape shape)
    {
        for (int axis = 0; axis < shape.Rank; axis++) yield return axis == 0 ? -1 : shape[axis];
    }
}
