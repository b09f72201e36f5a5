using Hebb.Kernels;

namespace Hebb;

/// <summary>Shifts and scales every feature to mean 0 and variance 1, with figures taken from the training data alone: <c>y = (x - mean) /
/// deviation</c>.</summary>
/// <remarks>
/// <para>The features are the last axis: the columns of a table, the channels of images. Fit on the part that is trained on and apply to every other, the test
/// data and later inputs too:
/// figures that saw the test data flatter the result.</para>
/// <para>The deviation is that of the population (divided by n), in double precision; a feature that never changes is only shifted. Source: Y. LeCun, L.
/// Bottou, G. Orr, K.-R. Müller, Efficient BackProp, 1998.</para>
/// </remarks>
/// <example><code>
/// var (fit, validation) = data.Split(0.2, seed: 1);
/// var normalization = Normalization.Fit(fit);
/// (fit, validation) = (normalization.Apply(fit), normalization.Apply(validation));
/// </code></example>
public sealed class Normalization
{
    private const int RowsAtOnce = 256;

    private readonly double[] _mean, _deviation;

    /// <summary>Makes a normalisation of known figures.</summary>
    /// <param name="mean">The mean of each feature.</param>
    /// <param name="deviation">The standard deviation of each feature; 0 counts as 1.</param>
    /// <exception cref="OptionException">The two differ in length, a figure is not finite, or a deviation is negative.</exception>
    public Normalization(ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
    {
        if (mean.Length != deviation.Length)
            throw new OptionException("Normalization: every feature needs a mean and a deviation.", $"{mean.Length} means, {deviation.Length} deviations",
                "give as many of one as of the other");
        for (int i = 0; i < mean.Length; i++)
        {
            if (!double.IsFinite(mean[i]) || !double.IsFinite(deviation[i]) || deviation[i] < 0)
                throw new OptionException($"Normalization: the figures of feature {i} cannot be used.", $"mean {mean[i]}, deviation {deviation[i]}",
                    "give finite means, and deviations of 0 or more");
        }
        _mean = mean.ToArray();
        _deviation = deviation.ToArray();
    }

    /// <summary>The mean of each feature.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>The standard deviation of each feature.</summary>
    public ReadOnlySpan<double> Deviation => _deviation;

    /// <summary>Takes the figures from a dataset's inputs.</summary>
    /// <param name="data">The data to be trained on, without what is held out.</param>
    /// <exception cref="DTypeException">The inputs are whole numbers (of 32 or 64 bits), which stand for words or categories.</exception>
    public static Normalization Fit(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!data.InputDType.IsFloat())
            throw new DTypeException("Normalization: only numbers that measure something have a mean; these inputs are indices.", $"inputs {data.InputDType}",
                "convert the inputs to float first, or leave them as they are");

        int features = data.InputShape.Rank == 0 ? 1 : data.InputShape[^1];
        long[] counts = new long[features];
        double[] means = new double[features], squares = new double[features];
        foreach (Batch batch in data.Batches(RowsAtOnce))
        {
            if (data.InputDType == DType.Float32) Add(batch.Inputs.View.AsSpan<float>(), counts, means, squares);
            else Add(batch.Inputs.View.AsSpan<double>(), counts, means, squares);
            GC.KeepAlive(batch);   // the finalizer must not hand the memory back while it is read
        }
        for (int i = 0; i < features; i++) squares[i] = counts[i] == 0 ? 0 : Math.Sqrt(squares[i] / counts[i]);
        return new(means, squares);
    }

    /// <summary>The same samples with normalised inputs; nothing is computed before a batch is asked for.</summary>
    /// <exception cref="ShapeException">The inputs have another number of features.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(data.InputShape);
        return data.WithInputs(new NormalizedColumn(data.InputColumn, this));
    }

    /// <summary>Inputs that are no part of a dataset, normalised: what a model is given to predict from.</summary>
    /// <exception cref="ShapeException">The inputs have another number of features.</exception>
    public Tensor Apply(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Check(inputs.Shape);
        if (!inputs.DType.IsFloat())
            throw new DTypeException("Normalization: only floating-point numbers can be normalised.", $"inputs {inputs.DType}",
                "convert them first, with Cast(DType.Float32)");
        Tensor result = Tensor.AllocateOutside(inputs.Spec);
        Elements.Copy(inputs.View.Address, result.View.Address, inputs.Spec.Bytes);
        GC.KeepAlive(inputs);
        ApplyTo(result.View);
        return result;
    }

    /// <summary>Normalises values in place.</summary>
    internal void ApplyTo(in View values)
    {
        if (values.DType == DType.Float32)
        {
            Span<float> x = values.AsSpan<float>();
            for (int i = 0, feature = 0; i < x.Length; i++)
            {
                x[i] = (float)((x[i] - _mean[feature]) / Divisor(feature));
                if (++feature == _mean.Length) feature = 0;
            }
        }
        else
        {
            Span<double> x = values.AsSpan<double>();
            for (int i = 0, feature = 0; i < x.Length; i++)
            {
                x[i] = (x[i] - _mean[feature]) / Divisor(feature);
                if (++feature == _mean.Length) feature = 0;
            }
        }
    }

    private double Divisor(int feature) => _deviation[feature] == 0 ? 1 : _deviation[feature];

    private void Check(Shape shape)
    {
        int features = shape.Rank == 0 ? 1 : shape[^1];
        if (features != _mean.Length)
        {
            throw new ShapeException($"Normalization: it was fitted to {_mean.Length} features, and these inputs have {features}.", $"inputs {shape}",
                "apply it to data of the kind that it was fitted on");
        }
    }

    // Welford's updates: the mean so far, and the squares of the distances from it, without the cancellation of a sum of squares.
    private static void Add<T>(ReadOnlySpan<T> values, long[] counts, double[] means, double[] squares) where T : unmanaged, System.Numerics.INumber<T>
    {
        for (int i = 0, feature = 0; i < values.Length; i++)
        {
            double x = double.CreateTruncating(values[i]), off = x - means[feature];
            means[feature] += off / ++counts[feature];
            squares[feature] += off * (x - means[feature]);
            if (++feature == means.Length) feature = 0;
        }
    }
}
