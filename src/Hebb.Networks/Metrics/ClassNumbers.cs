namespace Hebb;

/// <summary>Labels as class numbers, however they were given.</summary>
internal static class ClassNumbers
{
    /// <summary>The labels, after a check that they belong to the predictions; of one-hot ones, where the greatest stands.</summary>
    public static Tensor Of(string name, Tensor predictions, Tensor labels)
    {
        bool areClassNumbers = Agreement.AreClassNumbers(name, predictions, labels);
        if (predictions.Shape[^1] == 1)
            throw new ShapeException($"{name}: there is only one class, so every answer would be right.",
                $"predictions {predictions.Spec}   labels {labels.Spec}",
                "use BinaryAccuracy for a single output, or give the last layer one unit for each class");
        return areClassNumbers ? labels : labels.ArgMax(-1);
    }
}
