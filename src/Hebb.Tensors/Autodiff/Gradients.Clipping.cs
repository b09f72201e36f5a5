using System.Globalization;

namespace Hebb;

public sealed partial class Gradients
{
    /// <summary>Gradients whose every element lies between -limit and limit.</summary>
    /// <param name="limit">Above 0.</param>
    /// <remarks>Row-sparse ones stay so; rows that occur more than once are added up first.</remarks>
    /// <example><code>optimizer.Apply(tape.Gradient(loss, model.Parameters).ClipByValue(0.5));</code></example>
    public Gradients ClipByValue(double limit)
    {
        RequirePositive("ClipByValue", nameof(limit), limit);
        return Map(gradient => gradient.Clip(-limit, limit), rows =>
        {
            (Tensor totals, Tensor isFirst) = rows.Totals();
            return totals.Clip(-limit, limit) * Column(isFirst, totals);
        });
    }

    /// <summary>Gradients of which each, taken by itself, has at most this Euclidean norm: <c>g * max / norm</c> of one that is longer.</summary>
    /// <param name="max">The greatest norm; above 0.</param>
    /// <example><code>optimizer.Apply(tape.Gradient(loss, model.Parameters).ClipByNorm(1));</code></example>
    public Gradients ClipByNorm(double max)
    {
        RequirePositive("ClipByNorm", nameof(max), max);
        return Map(gradient => gradient * Scale(SquaredNorm(new(gradient, null)).Sqrt(), max),
            rows => rows.Values * Scale(SquaredNorm(new(null, rows)).Sqrt(), max));
    }

    /// <summary>Gradients that together, as one long vector, have at most this Euclidean norm: all times <c>max / norm</c> when it is longer. Keeps the
    /// direction of the step. (Pascanu, Mikolov and Bengio 2013.)</summary>
    /// <param name="max">The greatest norm; above 0.</param>
    /// <remarks>A NaN in one gradient makes all of them NaN; an infinity leaves NaN in its place and zeros elsewhere.</remarks>
    /// <example><code>optimizer.Apply(tape.Gradient(loss, model.Parameters).ClipByGlobalNorm(1));</code></example>
    public Gradients ClipByGlobalNorm(double max)
    {
        RequirePositive("ClipByGlobalNorm", nameof(max), max);
        Tensor scale = Scale(GlobalNorm(), max);
        return Map(gradient => gradient * scale.Cast(gradient.DType), rows => rows.Values * scale.Cast(rows.Values.DType));
    }

    /// <summary>The Euclidean norm of all gradients together, as one long vector: a single number. Rows that occur more than once are added up first.</summary>
    /// <remarks>In Float64 when one of the gradients is, else in Float32.</remarks>
    public Tensor GlobalNorm()
    {
        DType type = DType.Float32;
        foreach (Tensor source in _order)
            if (source.DType == DType.Float64) type = DType.Float64;
        Tensor? sum = null;
        foreach (Tensor source in _order)
        {
            Cotangent cotangent = _cotangents[source];
            if (cotangent.IsEmpty) continue;
            Tensor squared = SquaredNorm(cotangent).Cast(type);
            sum = sum is null ? squared : sum + squared;
        }
        return (sum ?? Tensor.Scalar(0, type)).Sqrt();
    }

    private Gradients Map(Func<Tensor, Tensor> dense, Func<RowGradient, Tensor> rows)
    {
        Gradients mapped = new();
        foreach (Tensor source in _order)
        {
            Cotangent cotangent = _cotangents[source];
            if (cotangent.Dense is { } gradient) cotangent = new(dense(gradient), null);
            else if (cotangent.Rows is { } sparse) cotangent = new(null, new(sparse.Rows, rows(sparse), sparse.Shape));
            mapped.Add(source, cotangent);
        }
        return mapped;
    }

    private static Tensor SquaredNorm(Cotangent cotangent)
    {
        if (cotangent.Dense is { } gradient) return gradient.Square().Sum();
        (Tensor totals, Tensor isFirst) = cotangent.Rows!.Totals();
        return (totals.Square() * Column(isFirst, totals)).Sum();
    }

    // 1 up to max and max / norm above it, NaN when the norm is.
    private static Tensor Scale(Tensor norm, double max) => max / norm.Maximum(max);

    // [n] as [n, 1, ...], beside rows.
    private static Tensor Column(Tensor numbers, Tensor rows)
    {
        Span<int> extents = stackalloc int[rows.Rank];
        extents.Fill(1);
        extents[0] = -1;
        return numbers.Reshape(extents);
    }

    private static void RequirePositive(string name, string parameter, double value)
    {
        if (!(value > 0))
            throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"{name}: gradients cannot be clipped at {value}."),
                string.Create(CultureInfo.InvariantCulture, $"{parameter} {value}"),
                "use a number above zero; 1 is usual");
    }
}
