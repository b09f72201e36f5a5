namespace Hebb;

/// <summary>A Gaussian process with a Matern 5/2 kernel: what is known of a function from a few noisy values of it.</summary>
/// <remarks>
/// Values are taken to be normal with covariance <c>s^2 (1 + sqrt(5) r + 5/3 r^2) e^(-sqrt(5) r)</c>, r the distance with each coordinate divided by its
/// length scale, plus noise. Length scales and noise are those under which the values are likeliest, found by going through a few of each in turn; s is then
/// known in closed form. A weak prior keeps the length scales near 1/2 while there are few values. (Rasmussen and Williams 2006, chapters 2, 4.2 and 5.4;
/// Snoek, Larochelle and Adams 2012.)
/// </remarks>
internal sealed class GaussianProcess
{
    private const int Sweeps = 2;
    private const double UsualScale = 0.5;
    private static readonly double[] Scales = [0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, 5], Noises = [1e-6, 1e-4, 1e-3, 1e-2, 1e-1];

    private readonly List<double[]> _points;
    private readonly List<double> _values;
    private readonly double _center;   // the mean of the values at first; far from all points, the function is expected there
    private readonly int[] _owners;
    private readonly double[] _scales;
    private double _noise = Noises[2];
    private double _variance;
    private double[][] _factor = [];   // L with L L^T = K, K the covariance by s^2
    private double[] _weights = [];    // K^-1 y

    /// <summary>Fits the process.</summary>
    /// <param name="points">Where the function is known.</param>
    /// <param name="values">Its values there.</param>
    /// <param name="owners">Which coordinates share a length scale: the number of the scale of each.</param>
    public GaussianProcess(IEnumerable<double[]> points, IEnumerable<double> values, int[] owners)
    {
        _points = [.. points];
        _values = [.. values];
        _center = _values.Average();
        for (int i = 0; i < _values.Count; i++) _values[i] -= _center;
        _owners = owners;
        _scales = new double[owners.Length == 0 ? 0 : owners.Max() + 1];
        Array.Fill(_scales, UsualScale);
        FindLikeliest();
    }

    /// <summary>Mean and standard deviation of the function at a point.</summary>
    public (double Mean, double Deviation) At(double[] point)
    {
        double[] k = new double[_points.Count];
        for (int i = 0; i < k.Length; i++) k[i] = Kernel(point, _points[i]);
        double mean = Dot(k, _weights), known = 0;
        Solve(_factor, k);
        foreach (double value in k) known += value * value;
        return (_center + mean, Math.Sqrt(Math.Max(0, _variance * (1 - known))));
    }

    /// <summary>Adds a value as if it had been seen, without fitting anew.</summary>
    public void Add(double[] point, double value)
    {
        _points.Add(point);
        _values.Add(value - _center);
        double variance = _variance;
        Factorize();
        _variance = variance;
    }

    private void FindLikeliest()
    {
        double best = Likelihood();
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int i = 0; i < _scales.Length; i++)
            {
                double kept = _scales[i];
                foreach (double scale in Scales)
                {
                    _scales[i] = scale;
                    double likelihood = Likelihood();
                    if (likelihood > best) (best, kept) = (likelihood, scale);
                }
                _scales[i] = kept;
            }
            double keptNoise = _noise;
            foreach (double noise in Noises)
            {
                _noise = noise;
                double likelihood = Likelihood();
                if (likelihood > best) (best, keptNoise) = (likelihood, noise);
            }
            _noise = keptNoise;
        }
        Factorize();
    }

    /// <summary>The logarithm of how likely the values are, with the best s, plus that of the prior.</summary>
    private double Likelihood()
    {
        Factorize();
        double sum = -0.5 * _values.Count * Math.Log(_variance);
        for (int i = 0; i < _factor.Length; i++) sum -= Math.Log(_factor[i][i]);
        foreach (double scale in _scales)
        {
            double off = Math.Log(scale / UsualScale);
            sum -= 0.5 * off * off;
        }
        return sum;
    }

    /// <summary>Cholesky's factor of the covariance, the weights, and s^2.</summary>
    private void Factorize()
    {
        int n = _points.Count;
        _factor = new double[n][];
        for (int i = 0; i < n; i++)
        {
            double[] row = _factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                double sum = (i == j ? 1 + _noise : Kernel(_points[i], _points[j])) - Dot(row.AsSpan(0, j), _factor[j].AsSpan(0, j));
                row[j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / _factor[j][j];
            }
        }
        _weights = [.. _values];
        Solve(_factor, _weights);
        double square = Dot(_weights, _weights);
        for (int i = n - 1; i >= 0; i--)
        {
            _weights[i] /= _factor[i][i];
            for (int j = 0; j < i; j++) _weights[j] -= _factor[i][j] * _weights[i];
        }
        _variance = Math.Max(square / n, 1e-12);
    }

    /// <summary>L x = y, in place.</summary>
    private static void Solve(double[][] factor, double[] y)
    {
        for (int i = 0; i < y.Length; i++) y[i] = (y[i] - Dot(factor[i].AsSpan(0, i), y.AsSpan(0, i))) / factor[i][i];
    }

    private double Kernel(double[] left, double[] right)
    {
        double square = 0;
        for (int i = 0; i < left.Length; i++)
        {
            double difference = (left[i] - right[i]) / _scales[_owners[i]];
            square += difference * difference;
        }
        double r = Math.Sqrt(5 * square);
        return (1 + r + (r * r / 3)) * Math.Exp(-r);
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }
}
