namespace Hebb;

internal static partial class Agreement
{
    /// <summary>1 for labels above 0, -1 for the others: both 0 and -1 are taken for no.</summary>
    public static Tensor Signs(Tensor labels) => labels.Greater(0).Cast(labels.DType) * 2 - 1;

    /// <summary>The labels, in the predictions' type, after a check that both have one shape and an axis of features behind the batch's.</summary>
    public static Tensor Rows(string name, Tensor predictions, Tensor labels)
    {
        Tensor result = Elementwise(name, predictions, labels);
        return predictions.Rank >= 2 ? result
            : throw new ShapeException($"{name}: the predictions' shape {predictions.Shape} is not [batch, ..., features].", Values(predictions, labels),
                "pass a vector for each sample; numbers alone have no direction and no distribution");
    }

    /// <summary>The labels, in the predictions' type, after a check that the predictions have two numbers for each of theirs.</summary>
    public static Tensor Halves(string name, Tensor predictions, Tensor labels)
    {
        RequireFloats(name, predictions, labels);
        if (labels.Rank > 0 && predictions.Shape == labels.Shape.With(labels.Rank - 1, 2 * labels.Shape[^1])) return labels.Cast(predictions.DType);
        throw new ShapeException($"{name}: the predictions' shape {predictions.Shape} does not have two numbers for each label of {labels.Shape}.",
            Values(predictions, labels),
            labels.Rank > 1 ? FixUnits(labels.Shape[^1])
                : labels.Rank == 0 || predictions.Shape == labels.Shape.Insert(1, 2) ? $"give the labels the shape [batch, outputs]{Reshaped(labels)}"
                : $"give the labels the shape [batch, outputs]{Reshaped(labels)}, and for one output {FixUnits(1)}");

        static string FixUnits(int outputs) => $"give the last layer {2 * outputs} units: the means, then the spreads";

        static string Reshaped(Tensor labels) => labels.Rank == 1 ? ", with labels.Reshape(-1, 1)" : "";
    }

    /// <summary>The labels, in the predictions' type, after a check that the predictions are several embeddings for each of them.</summary>
    /// <param name="name">Who asks.</param>
    /// <param name="predictions">Should be <c>[batch, embeddings, features]</c>.</param>
    /// <param name="labels">Should be <c>[batch]</c>.</param>
    /// <param name="embeddings">What is stacked, as code: <c>[left, right]</c>.</param>
    public static Tensor Stacked(string name, Tensor predictions, Tensor labels, string embeddings)
    {
        RequireFloats(name, predictions, labels);
        int count = embeddings.Count(',') + 1;
        if (predictions.Rank != 3 || predictions.Shape[1] != count)
            throw new ShapeException($"{name}: the predictions' shape {predictions.Shape} is not [batch, {count}, features].", Values(predictions, labels),
                $"stack the embeddings, with Tensor.Stack({embeddings}, axis: 1)");
        return OnePerSample(name, predictions, labels);
    }

    /// <summary>The labels, in the predictions' type, after a check that the predictions are two numbers for each of them.</summary>
    public static Tensor Pairs(string name, Tensor predictions, Tensor labels)
    {
        RequireFloats(name, predictions, labels);
        if (predictions.Rank != 2 || predictions.Shape[1] != 2)
            throw new ShapeException($"{name}: the predictions' shape {predictions.Shape} is not [batch, 2].", Values(predictions, labels),
                "put the two scores of a sample side by side, with Tensor.Concat([first, second], axis: 1)");
        return OnePerSample(name, predictions, labels);
    }

    /// <summary>Refuses what is not an embedding and a class number for each sample.</summary>
    public static void RequireEmbeddings(string name, Tensor predictions, Tensor labels)
    {
        RequireFloats(name, predictions, labels);
        if (predictions.Rank != 2)
            throw new ShapeException($"{name}: the predictions' shape {predictions.Shape} is not [batch, features].", Values(predictions, labels),
                "pass one embedding for each sample, with Flatten if it has several axes");
        if (labels.DType is not (DType.Int32 or DType.Int64))
            throw new DTypeException($"{name}: the labels are {labels.DType}, and class numbers are integers.", Values(predictions, labels),
                "convert them, with Cast(DType.Int32)");
        RequireOnePerSample(name, predictions, labels);
        if (predictions.Shape[0] == 0)
            throw new ShapeException($"{name}: there are no samples to compare.", Values(predictions, labels), "pass a batch of two samples or more");
    }

    private static Tensor OnePerSample(string name, Tensor predictions, Tensor labels)
    {
        RequireOnePerSample(name, predictions, labels);
        return labels.Cast(predictions.DType);
    }

    private static void RequireOnePerSample(string name, Tensor predictions, Tensor labels)
    {
        if (labels.Shape == predictions.Shape[..1]) return;
        throw new ShapeException($"{name}: the labels' shape {labels.Shape} is not {predictions.Shape[..1]}, one for each sample.", Values(predictions, labels),
            labels.Count == predictions.Shape[0] ? "give the labels that shape, with labels.Reshape(-1)" : "pass one label for each sample");
    }
}
