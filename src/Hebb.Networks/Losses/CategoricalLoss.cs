using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A loss for choosing one of several classes.</summary>
/// <remarks>Predictions are <c>[batch, ..., classes]</c>. Labels are class numbers (Int32 or Int64, <c>[batch, ...]</c>) or a probability for every class
/// (one-hot, say; the predictions' shape), where a row of zeros is one without a label. A row of predictions has one loss: <c>[batch, ...]</c>.</remarks>
/// <example><code>Loss loss = new CrossEntropy { ClassWeights = data.BalancedClassWeights() };</code></example>
public abstract class CategoricalLoss : Loss
{
    private Tensor? _weights;

    /// <summary>How much the samples of each class count; null (the default) when all count the same. For classes of very different sizes.</summary>
    /// <remarks>The weight of a row's class multiplies its loss; where a label is a distribution, the mean of the classes' weights under it does. As with
    /// weights of samples, the mean divides by the number of losses, as in Keras. (PyTorch divides by the sum of the weights.)</remarks>
    /// <exception cref="OptionException">A weight is negative or not finite, or all are zero.</exception>
    public IReadOnlyList<double>? ClassWeights
    {
        get;
        init
        {
            field = value is null ? null : [.. value];
            _weights = value is null ? null : ClassWeightTable.Of(GetType().Name, value);
        }
    }

    /// <summary>The class number of rows that do not count, such as padding or the rim of a shape; null (the default) when all count. It need not be a class of
    /// the predictions: 255 and -1 are usual. (PyTorch: <c>ignore_index</c>; Keras: <c>ignore_class</c>.)</summary>
    /// <remarks>Such a row has the loss 0 and no gradient, and the mean divides by the number of the others: <c>sum(w l) / counted</c>. Where none counts the
    /// mean is 0, as in Keras; PyTorch's is NaN. Only for class numbers. A dataset's labels begin at 0: mark there with a number after the last
    /// class.</remarks>
    public int? IgnoredLabel { get; init; }

    internal override LabelKind Labels => LabelKind.Distribution;

    internal override Tensor? Counted(Tensor labels) => IgnoredLabel is { } ignored ? labels.NotEqualTo(ignored) : null;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config["classWeights"] = ClassWeights is null ? null : $"[{ClassWeightTable.Print(ClassWeights)}]";
        if (IgnoredLabel is { } ignored) config["ignoredLabel"] = ignored;
    }

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor predictions, Tensor labels)
    {
        string name = GetType().Name;
        bool areClassNumbers = Agreement.AreClassNumbers(name, predictions, labels);
        int classes = predictions.Shape[^1];
        if (classes < 2)
            throw new ShapeException($"{name}: there {(classes == 0 ? "are no classes" : "is only one class")}, so there is nothing to choose.",
                $"predictions {predictions.Spec}   labels {labels.Spec}",
                "use BinaryCrossEntropy for a single output, or give the last layer one unit for each class");
        if (ClassWeights is { } weights && weights.Count != classes)
            throw new ShapeException($"{name}: there are {weights.Count} class weights for {classes} classes.",
                $"predictions {predictions.Spec}   ClassWeights [{ClassWeightTable.Print(weights)}]", "give one weight for each class of the predictions");
        Tensor? table = _weights?.Cast(predictions.DType);
        if (areClassNumbers)
        {
            Tensor? counted = Counted(labels);
            if (counted is not null) labels = Tensor.Where(counted, labels, 0);
            Tensor ofClasses = OfClassNumbers(predictions, labels);
            if (table is not null) ofClasses *= table.Gather(labels);
            return counted is null ? ofClasses : Tensor.Where(counted, ofClasses, 0);
        }
        if (IgnoredLabel is { } ignored)
            throw new OptionException($"{name}: IgnoredLabel is a class number, and the labels are a probability for each class.",
                $"labels {labels.Spec}   IgnoredLabel {ignored}",
                $"pass class numbers of shape {predictions.Shape[..^1]} as Int32; where labels are probabilities, leave a row out by a weight of 0");
        Tensor targets = labels.Cast(predictions.DType), losses = OfTargets(predictions, targets);
        return table is null ? losses : losses * (targets * table).Sum(-1);
    }

    /// <summary>The loss of each row, given its class's number.</summary>
    /// <param name="predictions"><c>[batch, ..., classes]</c>.</param>
    /// <param name="labels">Int32 or Int64, <c>[batch, ...]</c>.</param>
    protected virtual Tensor OfClassNumbers(Tensor predictions, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(labels);
        return OfTargets(predictions, Existing(predictions, labels).OneHot(predictions.Shape[^1], predictions.DType));
    }

    /// <summary>The class numbers, each of a class that the predictions have.</summary>
    private protected Tensor Existing(Tensor predictions, Tensor labels)
    {
        int classes = predictions.Shape[^1];
        return labels.RequireRange(GetType().Name, "label", 0, classes - 1,
            $"use class numbers from 0 to {classes - 1} for {classes} classes (labels - 1 where they begin at 1), or give the last layer more units");
    }

    /// <summary>The loss of each row, given a probability for every class.</summary>
    /// <param name="predictions"><c>[batch, ..., classes]</c>.</param>
    /// <param name="targets">Of the predictions' shape and type.</param>
    protected abstract Tensor OfTargets(Tensor predictions, Tensor targets);
}
