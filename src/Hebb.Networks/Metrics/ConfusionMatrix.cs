using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>How often each class was taken for each: rows are the right classes, columns the predicted ones.</summary>
/// <remarks>Predictions are <c>[batch, ..., classes]</c>; labels are class numbers (<c>[batch, ...]</c>) or one-hot. <see cref="Result"/> is the share on the
/// diagonal, the accuracy.</remarks>
/// <example><code>
/// var matrix = new ConfusionMatrix(10);
/// matrix.Update(model.Predict(images), labels);
/// Console.WriteLine(matrix.ToTable());
/// </code></example>
public sealed class ConfusionMatrix : Metric
{
    private readonly State _counts;
    private readonly IReadOnlyList<string>? _classNames;

    /// <summary>Begins with the number of classes.</summary>
    public ConfusionMatrix(int classes)
    {
        Classes = classes > 1 ? classes
            : throw new OptionException($"ConfusionMatrix: {classes} classes cannot be confused.", $"classes {classes}",
                "give the number of classes: the units of the model's last layer");
        _counts = AddState("counts", Tensor.Zeros([classes, classes], DType.Float64));
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>What the table calls the classes; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames
    {
        get => _classNames;
        init => _classNames = value is null || value.Count == Classes ? value
            : throw new OptionException($"ConfusionMatrix: {value.Count} names are not those of {Classes} classes.", $"names {string.Join(", ", value)}",
                "give each class one name");
    }

    /// <inheritdoc/>
    public override string Meaning => "how often each class was taken for each; as a number, the share that was taken for itself";

    /// <summary>The share of samples on the diagonal; NaN when nothing was seen.</summary>
    public override double Result
    {
        get
        {
            long right = 0, all = 0;
            for (int label = 0; label < Classes; label++)
                for (int prediction = 0; prediction < Classes; prediction++)
                {
                    all += this[label, prediction];
                    if (label == prediction) right += this[label, prediction];
                }
            return (double)right / all;
        }
    }

    /// <summary>How many samples of one class were taken for another.</summary>
    /// <param name="label">The right class.</param>
    /// <param name="prediction">The predicted class.</param>
    public long this[int label, int prediction]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)label, (uint)Classes, nameof(label));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)prediction, (uint)Classes, nameof(prediction));
            return (long)_counts.View.AsSpan<double>()[label * Classes + prediction];
        }
    }

    /// <summary>The counts as text, a row for each right class with the share of it that was found; a dot for none.</summary>
    public string ToTable()
    {
        int names = 5, width = 1;
        for (int i = 0; i < Classes; i++)
        {
            names = Math.Max(names, NameOf(i).Length);
            for (int j = 0; j < Classes; j++) width = Math.Max(width, Text(this[i, j]).Length);
        }
        bool numbered = names > 8;   // long names would make wide columns
        if (!numbered)
            for (int i = 0; i < Classes; i++) width = Math.Max(width, NameOf(i).Length);
        else width = Math.Max(width, Text(Classes - 1).Length);

        StringBuilder table = new();
        table.Append("label".PadRight(names)).Append(numbered ? "".PadRight(Text(Classes - 1).Length + 1) : "");
        for (int j = 0; j < Classes; j++) table.Append("  ").Append((numbered ? Text(j) : NameOf(j)).PadLeft(width));
        table.Append("   found\n");
        for (int i = 0; i < Classes; i++)
        {
            table.Append(NameOf(i).PadRight(names));
            if (numbered) table.Append(' ').Append(Text(i).PadLeft(Text(Classes - 1).Length));
            long total = 0;
            for (int j = 0; j < Classes; j++)
            {
                total += this[i, j];
                table.Append("  ").Append((this[i, j] == 0 ? "." : Text(this[i, j])).PadLeft(width));
            }
            string found = total == 0 ? "      –" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * this[i, i] / total,5:0.0} %");
            table.Append("  ").Append(found).Append('\n');
        }
        return table.ToString();
    }

    /// <inheritdoc/>
    protected override void Accumulate(Tensor predictions, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        Tensor classes = ClassNumbers.Of(nameof(ConfusionMatrix), predictions, labels);
        if (predictions.Shape[^1] != Classes)
            throw new ShapeException($"ConfusionMatrix: the predictions have {predictions.Shape[^1]} classes, and the matrix {Classes}.",
                $"predictions {predictions.Spec}   labels {labels.Spec}",
                $"make the matrix for the model: new ConfusionMatrix({predictions.Shape[^1]})");
        // Of one-hot rows the matrix is a product: cell (i, j) counts the samples whose label is i and whose prediction is j.
        Tensor labelRows = classes.Reshape(-1).OneHot(Classes, DType.Float64);
        Tensor predictedRows = predictions.ArgMax(-1).Reshape(-1).OneHot(Classes, DType.Float64);
        _counts.Assign(_counts + labelRows.MatMul(predictedRows, transposeLeft: true));
    }

    private string NameOf(int label) => ClassNames?[label] ?? Text(label);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
