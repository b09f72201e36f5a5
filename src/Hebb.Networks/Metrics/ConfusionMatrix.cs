using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>How often each class was taken for each: rows are the right classes, columns the predicted ones.</summary>
/// <remarks>Predictions are <c>[batch, ..., classes]</c>; labels are class numbers (<c>[batch, ...]</c>) or one-hot. <see cref="Result"/> is the share on the
/// diagonal, the accuracy. It counts samples, and so takes no weights.</remarks>
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
        Classes = classes is > 1 and <= 10_000 ? classes
            : throw new OptionException($"ConfusionMatrix: {classes} classes cannot be {(classes > 1 ? "shown in a matrix" : "confused")}.",
                $"classes {classes}", classes > 1 ? "use at most 10000 classes" : "give the number of classes: the units of the model's last layer");
        _counts = AddState("counts", Tensor.Zeros([classes, classes], DType.Float64));
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>What the table calls the classes; their numbers by default.</summary>
    public IReadOnlyList<string>? ClassNames
    {
        get => _classNames;
        init => _classNames = value is null ? null : value.Count == Classes ? [.. value]
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
            double[] counts = _counts.ToArray<double>();
            double right = 0, all = 0;
            for (int i = 0; i < counts.Length; i++) all += counts[i];
            for (int i = 0; i < Classes; i++) right += counts[i * Classes + i];
            return right / all;
        }
    }

    /// <summary>How many samples of one class were taken for another.</summary>
    /// <param name="label">The right class.</param>
    /// <param name="prediction">The predicted class.</param>
    /// <exception cref="OptionException">There is no such class.</exception>
    /// <exception cref="DataException">A prediction or a label was NaN.</exception>
    public long this[int label, int prediction]
    {
        get
        {
            RequireClass("label", label);
            RequireClass("prediction", prediction);
            double count = _counts.View.AsSpan<double>()[label * Classes + prediction];
            return !double.IsNaN(count) ? (long)count
                : throw new DataException("ConfusionMatrix: there are no counts, since a prediction or a label was NaN.", $"classes {Classes}   counts NaN",
                    "find out why the model gives NaN, then call Reset");
        }
    }

    private void RequireClass(string argument, int number)
    {
        if ((uint)number >= (uint)Classes)
            throw new OptionException($"ConfusionMatrix: there is no class {number}.", $"{argument} {number}   classes {Classes}",
                $"use class numbers from 0 to {Classes - 1}");
    }

    /// <summary>The counts as text, a row for each right class with the share of it that was found; a dot for none.</summary>
    /// <exception cref="DataException">A prediction or a label was NaN.</exception>
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
    protected override void Accumulate(Tensor predictions, Tensor labels, Tensor? weights)
    {
        RefuseWeights(weights);
        ArgumentNullException.ThrowIfNull(predictions);
        ClassNumbers right = ClassNumbers.Of(nameof(ConfusionMatrix), predictions, labels, expected: Classes);
        // Of one-hot rows the matrix is a product: cell (i, j) counts the samples whose label is i and whose prediction is j.
        Tensor greatest = predictions.ArgMax(-1, keepDims: true), doubt = right.Doubt(ClassNumbers.ScoreAt(predictions, greatest));
        Tensor labelRows = right.Labels.Reshape(-1).OneHot(Classes, DType.Float64), predictedRows = greatest.Reshape(-1).OneHot(Classes, DType.Float64);
        _counts.Assign(_counts + labelRows.MatMul(predictedRows, transposeLeft: true) + doubt.Sum());
    }

    private string NameOf(int label) => ClassNames?[label] ?? Text(label);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
