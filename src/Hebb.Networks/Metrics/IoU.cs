namespace Hebb;

/// <summary>Intersection over union of what was predicted and what is: <c>TP / (TP + FP + FN)</c>. For segmentation, where each pixel is a sample. With
/// classes, their mean: the mean IoU. (Jaccard 1901.)</summary>
/// <remarks>See <see cref="CountingMetric"/> for shapes and <see cref="AveragedMetric"/> for the average over classes. Keras's <c>BinaryIoU</c> is the mean of
/// both answers, yes and no: use two classes for it.</remarks>
/// <example><code>
/// var iou = new IoU(21) { IgnoredLabel = 255 };        // named mean_iou
/// iou.Update(model.Predict(images), masks);            // [8, 64, 64, 21] and [8, 64, 64]
/// Console.WriteLine(string.Join(' ', iou.PerClass));
/// </code></example>
public sealed class IoU : AveragedMetric
{
    /// <summary>Begins with one yes-or-no question.</summary>
    public IoU() => Name = "iou";

    /// <summary>Begins with classes.</summary>
    /// <param name="classes">How many.</param>
    public IoU(int classes) : base(classes) => Name = "mean_iou";

    /// <inheritdoc/>
    protected override string What => "the intersection over the union of what was predicted and what is";

    /// <inheritdoc/>
    protected override double Of(AnswerCounts counts) => counts.IoU;
}
