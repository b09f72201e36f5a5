using System.Globalization;
using System.Numerics;
using Hebb.Kernels;

namespace Hebb;

/// <summary>Refuses labels whose shape is right and whose numbers make no sense: a loss would take them without a word, and train something else than was
/// meant.</summary>
/// <remarks>Labels are looked at where the host has them: in a call of a loss, and by a trainer before a run. A captured step does not look at them.</remarks>
internal static class LabelCheck
{
    // A probability that was computed may be that far from where it should be; a third, written down with two digits, further from a third.
    private const double Rounding = 1e-6, SumRounding = 0.011;

    /// <summary>Whether a tensor's values are there to be read: not in a captured step, nor where a model is put together.</summary>
    public static bool CanRead(Tensor tensor) => !tensor.IsSymbolic && Recorder.Current.Capture is null;

    /// <summary>Refuses the first label that a loss of this kind does not take.</summary>
    public static void Require(string loss, LabelKind kind, Tensor labels)
    {
        if (kind == LabelKind.Value || labels.Count == 0) return;
        switch (labels.DType)
        {
            case DType.Float32: RequireAll<float>(loss, kind, labels, labels.Spec); break;
            case DType.Float64: RequireAll<double>(loss, kind, labels, labels.Spec); break;
            case DType.Int32: RequireAll<int>(loss, kind, labels, labels.Spec); break;
            case DType.Int64: RequireAll<long>(loss, kind, labels, labels.Spec); break;
            case DType.UInt8: RequireAll<byte>(loss, kind, labels, labels.Spec); break;
            case DType.Bool when kind == LabelKind.Distribution: RequireAll<int>(loss, kind, labels.Cast(DType.Int32), labels.Spec); break;
        }
        GC.KeepAlive(labels);
    }

    /// <summary>Refuses the first weight that is not finite.</summary>
    public static void RequireWeights(string loss, Tensor weights)
    {
        if (weights.DType == DType.Float32) RequireFinite<float>(loss, weights);
        else if (weights.DType == DType.Float64) RequireFinite<double>(loss, weights);
    }

    /// <summary>Refuses the first label of a sample that a loss of this kind does not take.</summary>
    /// <param name="loss">Who asks.</param>
    /// <param name="kind">What it takes.</param>
    /// <param name="labels">Those of one sample.</param>
    /// <param name="classes">How many of them make a distribution.</param>
    /// <param name="sample">The sample's number.</param>
    /// <param name="spec">Shape and type of all labels, for the message.</param>
    public static void Require<T>(string loss, LabelKind kind, ReadOnlySpan<T> labels, int classes, int sample, TensorSpec spec)
        where T : unmanaged, INumberBase<T>
    {
        if (kind == LabelKind.Distribution)
        {
            for (int first = 0; first < labels.Length; first += classes) RequireDistribution(loss, labels.Slice(first, classes), sample, spec);
            return;
        }
        for (int i = 0; i < labels.Length; i++)
        {
            double label = double.CreateTruncating(labels[i]);
            bool isRight = kind switch
            {
                LabelKind.Amount => label >= 0 && double.IsFinite(label),
                LabelKind.Probability => label is >= -Rounding and <= 1 + Rounding,
                LabelKind.Sign => label is 1 or 0 or -1,
                _ => true,
            };
            if (!isRight) throw Wrong(loss, kind, labels[i], $"{(labels.Length == 1 ? $"sample {sample}" : $"sample {sample}, element {i}")}   labels {spec}");
        }
    }

    private static void RequireAll<T>(string loss, LabelKind kind, Tensor labels, TensorSpec spec) where T : unmanaged, INumberBase<T>
    {
        // Sample by sample, since all labels together may be more than a span can hold.
        int samples = labels.Rank == 0 || (labels.Rank == 1 && kind == LabelKind.Distribution) ? 1 : labels.Shape[0];
        int length = checked((int)(labels.Count / samples));
        int classes = kind == LabelKind.Distribution ? labels.Shape[^1] : 1;
        TensorSpec row = new([length], labels.DType);
        for (int i = 0; i < samples; i++)
            Require<T>(loss, kind, new View(labels.View.Address + (nint)(i * row.Bytes), row.DType, row.Shape).AsSpan<T>(), classes, i, spec);
        GC.KeepAlive(labels);
    }

    private static void RequireFinite<T>(string loss, Tensor weights) where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> values = weights.View.AsSpan<T>();
        for (int i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i]))
                throw new DataException($"{loss}: weight {values[i].ToString(null, CultureInfo.InvariantCulture)} is not finite.",
                    $"{(weights.Rank == 1 ? $"sample {i}" : $"weight number {i}")}   weights {weights.Spec}", "use finite weights; 0 leaves a sample out");
        GC.KeepAlive(weights);
    }

    private static void RequireDistribution<T>(string loss, ReadOnlySpan<T> row, int sample, TensorSpec spec) where T : unmanaged, INumberBase<T>
    {
        double sum = 0;
        bool isAny = false;
        for (int i = 0; i < row.Length; i++)
        {
            double label = double.CreateTruncating(row[i]);
            if (!(label >= -Rounding && double.IsFinite(label)))
                throw Wrong(loss, LabelKind.Distribution, row[i], $"sample {sample}, class {i}   labels {spec}");
            sum += label;
            isAny |= label != 0;
        }
        if (!isAny || Math.Abs(sum - 1) <= SumRounding) return;
        throw new DataException($"{loss}: the labels of a row sum to {sum.ToString("G6", CultureInfo.InvariantCulture)}, and probabilities sum to 1.",
            $"sample {sample}   labels {spec}",
            spec.Shape.Rank == 1 && spec.DType is DType.Int32 or DType.Int64
                ? $"give the predictions the shape [batch, classes], with class numbers [batch]; {spec.Shape} labels of as many scores are the probabilities"
                + " of a single sample"
                : "divide each row by its sum; where several classes can be right at once, use BinaryCrossEntropy, which asks for each class by itself");
    }

    private static DataException Wrong<T>(string loss, LabelKind kind, T label, string where) where T : INumberBase<T>
    {
        string text = label.ToString(null, CultureInfo.InvariantCulture);
        return kind switch
        {
            LabelKind.Amount => new($"{loss}: label {text} is {(T.IsFinite(label) ? "negative" : "no finite number")}.", where,
                "use labels of 0 or more; for values of either sign use a loss such as MeanSquaredError"),
            LabelKind.Sign => new($"{loss}: label {text} is neither yes nor no.", where, "use 1 for yes, and 0 or -1 for no"),
            LabelKind.Distribution => new($"{loss}: label {text} is {(T.IsFinite(label) ? "negative" : "no finite number")}, and no probability.", where,
                "use probabilities from 0 with a sum of 1 in each row, such as 1 for the right class and 0 for the others"),
            _ => new($"{loss}: label {text} is no probability from 0 to 1.", where, double.CreateTruncating(label) switch
            {
                -1 => "use 0 for no and 1 for yes: (labels + 1) / 2 of labels that are -1 and 1; a Hinge takes those as they are",
                2 => "use 0 for no and 1 for yes: labels - 1 of labels that are 1 and 2; for three classes use CrossEntropy, with a unit for each",
                255 => "use 0 for no and 1 for yes: labels / 255 of a mask that is 0 and 255",
                _ => "use 0 for no and 1 for yes; for classes use CrossEntropy, with a unit for each, and for other values a loss such as MeanSquaredError",
            }),
        };
    }
}
