using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A column of numbers, scaled by the figures of the training rows.</summary>
/// <remarks>A column that never changes in training is only shifted. Source: Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, Efficient BackProp, 1998
/// (A120).</remarks>
/// <param name="name">The name of the column in the table.</param>
/// <example><code>new NumericColumn("total_bedrooms") { Missing = MissingNumber.Median, MissingIndicator = true }</code></example>
public sealed class NumericColumn(string name) : TableColumn(name)
{
    private double _offset, _scale = 1, _fill;
    private bool _isAdapted;

    /// <summary>How the numbers are scaled; <see cref="Scaling.Standard"/> by default.</summary>
    public Scaling Scaling { get; init => field = Known(value, nameof(NumericColumn), nameof(Scaling)); }

    /// <summary>What stands for a number that is not there; an error by default.</summary>
    public MissingNumber Missing { get; init => field = Known(value, nameof(NumericColumn), nameof(Missing)); }

    /// <summary>Adds a second number, 1 where the value was missing and 0 elsewhere: that it is missing may tell something.</summary>
    public bool MissingIndicator { get; init; }

    /// <summary>What is subtracted: the mean, or the least; 0 for <see cref="Scaling.None"/>.</summary>
    public double Offset => _offset;

    /// <summary>What is then divided by: the deviation of the population, or the range; 1 where that is 0. For a target, what turns scaled errors into its own
    /// unit (see <see cref="FeatureSpace.Target"/>).</summary>
    public double Scale => _scale;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => MissingIndicator ? [Name, $"{Name} is missing"] : [Name];

    /// <summary>The value that a scaled number stands for.</summary>
    /// <exception cref="UsageException">The column is not fitted yet.</exception>
    public double Decode(double number) => _isAdapted ? (number * _scale) + _offset : throw FeatureSpace.NotAdapted($"the column '{Name}'");

    internal override Action Adapt(DataTable table)
    {
        List<double> values = [];
        for (int row = 0; row < table.Count; row++)
            if (Read(table, row) is { } value) values.Add(value);
        if (values.Count == 0)
        {
            DataException error = new($"NumericColumn: the column '{Name}' has no number to learn from.", $"{table.Count} rows, all missing",
                "leave the column out, or bring rows in which it is filled");
            error.Within($"column '{Name}'");
            throw error;
        }
        double mean = values.Average(), least = values.Min(), range = values.Max() - least;
        double fill = Missing switch
        {
            MissingNumber.Mean => mean,
            MissingNumber.Median => Median(values),
            _ => 0,
        };
        (double offset, double scale) = Scaling switch
        {
            Scaling.None => (0, 1),
            _ when range == 0 => (least, 1),   // the mean of equal numbers may be off by a rounding, and dividing by that would blow noise up
            Scaling.Standard => (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean)))),
            _ => (least, range),
        };
        if (scale == 0) scale = 1;   // a deviation too small for a double
        if (!double.IsFinite(offset) || !double.IsFinite(scale))
        {
            DataException error = new($"NumericColumn: the numbers of '{Name}' are too large to be scaled.",
                string.Create(CultureInfo.InvariantCulture, $"from {least} to {values.Max()}"), "correct them, or give the column in a larger unit");
            error.Within($"column '{Name}'");
            throw error;
        }
        return () => With(offset, scale, fill);
    }

    internal override void Encode(DataTable table, int row, Span<float> to)
    {
        if (!_isAdapted) throw FeatureSpace.NotAdapted($"the column '{Name}'");
        double? value = Read(table, row);
        to[0] = (float)(((value ?? _fill) - _offset) / _scale);
        if (!float.IsFinite(to[0]))
            throw table.Error(row, Name, "NumericColumn: the number is too large for Float32.", $"text '{table[row, Name]}'",
                "correct the cell, or let the column be scaled (Scaling.Standard, from training rows like it)");
        if (MissingIndicator) to[1] = value is null ? 1 : 0;
    }

    internal override void Configure(JsonObject config)
    {
        config["type"] = "numeric";
        config["scaling"] = Scaling.ToString();
        config["missing"] = Missing.ToString();
        config["missingIndicator"] = MissingIndicator;
        config["offset"] = _offset;
        config["scale"] = _scale;
        config["fill"] = _fill;
    }

    /// <summary>A column with figures of its own.</summary>
    internal NumericColumn With(double offset, double scale, double fill)
    {
        (_offset, _scale, _fill, _isAdapted) = (offset, scale, fill, true);
        return this;
    }

    private double? Read(DataTable table, int row)
    {
        string text = table[row, Name];
        if (DataTable.IsNumber(text, out double number)) return number;
        if (!DataTable.IsMissing(text))
        {
            (string what, string fix) = DataTable.HasSeparators(text)
                ? ("NumericColumn: this number has a comma, or another separator, in it.",
                    "write a decimal point for the decimal comma, and nothing between thousands (1234.5)")
                : DataTable.IsInfinite(text)
                ? ("NumericColumn: this number is not finite.", "correct the cell, or empty it and set Missing = MissingNumber.Mean")
                : ("NumericColumn: this is not a number.", "correct the cell (numbers have a decimal point)");
            throw table.Error(row, Name, what, $"text '{text}'", $"{fix}, or encode the column as a CategoricalColumn");
        }
        return Missing != MissingNumber.Refuse ? null : throw table.Error(row, Name, "NumericColumn: the number is missing.", $"text '{text}'",
            "fill the cell, leave the row out, or set Missing = MissingNumber.Mean");
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
