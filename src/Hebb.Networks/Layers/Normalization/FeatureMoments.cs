namespace Hebb;

/// <summary>The mean and the variance of every feature, the last axis, of data that come in parts: in double precision, by Welford's updates, without the
/// cancellation of a sum of squares.</summary>
internal sealed class FeatureMoments(int features)
{
    private readonly double[] _means = new double[features], _squares = new double[features];   // squares of the distances from the mean so far
    private readonly long[] _counts = new long[features];

    /// <summary>The mean of each feature.</summary>
    public double[] Means => _means;

    /// <summary>How many rows were seen.</summary>
    public long Count => _counts.Length == 0 ? 0 : _counts[0];

    /// <summary>The population variance of each feature: divided by n.</summary>
    public double[] Variances()
    {
        var variances = new double[features];
        for (int i = 0; i < features; i++) variances[i] = _counts[i] == 0 ? 0 : _squares[i] / _counts[i];
        return variances;
    }

    /// <summary>Takes rows in.</summary>
    /// <exception cref="DTypeException">They are whole numbers that stand for words or categories.</exception>
    public void Add(Tensor rows)
    {
        if (rows.DType == DType.UInt8) rows = rows.Cast(DType.Float32);
        if (!rows.DType.IsFloat())
            throw new DTypeException("Adapt: only numbers that measure something have a mean; these are indices.", $"data {rows.Spec}",
                "convert the data to float first, with Cast(DType.Float32), or leave them as they are");
        if (rows.DType == DType.Float32) Add<float>(rows.View.AsSpan<float>());
        else Add<double>(rows.View.AsSpan<double>());
        GC.KeepAlive(rows);   // the finalizer must not hand the memory back while it is read
    }

    private void Add<T>(ReadOnlySpan<T> values) where T : unmanaged, System.Numerics.INumber<T>
    {
        for (int i = 0, feature = 0; i < values.Length; i++)
        {
            double x = double.CreateTruncating(values[i]), off = x - _means[feature];
            _means[feature] += off / ++_counts[feature];
            _squares[feature] += off * (x - _means[feature]);
            if (++feature == features) feature = 0;
        }
    }
}
