using System.Globalization;

namespace Hebb;

/// <summary>Principal component analysis: the few directions in which samples differ most, and the samples seen along them. (Pearson 1901, Hotelling 1933;
/// A163.)</summary>
/// <remarks>
/// The components are the eigenvectors of the samples' covariance <c>(1/m) sum of (x - mean)(x - mean)^T</c> that have the largest eigenvalues. Of all ways to
/// write a sample as <c>count</c> numbers and rebuild it by a linear map, this one has the least squared error: what a linear auto-encoder can at best
/// learn, and the subspace that it does learn.
/// They are found by orthogonal iteration: multiply a few directions by the covariance, make them orthogonal again, and repeat until they stay.
/// </remarks>
/// <example><code>
/// PrincipalComponents pca = PrincipalComponents.Of(images, count: 30);            // [60000, 784]
/// Tensor rebuilt = pca.Reconstruct(pca.Transform(images));
/// </code></example>
public sealed class PrincipalComponents
{
    private const int Spare = 10;          // directions beyond those asked for: the more, the sooner it settles
    private const int MostRounds = 1000;
    private const double Settled = 1e-12;  // of the sum of the eigenvalues
    private const double Dependent = 1e-12, DependentFloat32 = 1e-6;   // what rounding leaves of a row that depends on others

    private PrincipalComponents(Tensor mean, Tensor components, double[] variances) =>
        (Mean, Components, Variances) = (mean, components, variances);

    /// <summary>The mean of the samples, <c>[features]</c>.</summary>
    public Tensor Mean { get; }

    /// <summary>The components, a row each, <c>[count, features]</c>: of length 1, at right angles, the one with the largest variance first.</summary>
    public Tensor Components { get; }

    /// <summary>The samples' variance along each component: the eigenvalues.</summary>
    public IReadOnlyList<double> Variances { get; }

    /// <summary>The components of samples.</summary>
    /// <param name="samples">A row per sample, <c>[samples, features]</c>, Float32 or Float64.</param>
    /// <param name="count">How many components; at most the number of features.</param>
    /// <exception cref="ShapeException">The samples are not a table of two rows or more.</exception>
    /// <exception cref="DTypeException">The samples are no Float32 or Float64 numbers.</exception>
    /// <exception cref="DataException">A value is NaN or infinite, or the samples differ in fewer directions than are asked for.</exception>
    /// <exception cref="OptionException">There are not so many components.</exception>
    public static PrincipalComponents Of(Tensor samples, int count)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Rank != 2 || samples.Shape[0] < 2 || samples.Shape[1] < 1)
            throw new ShapeException($"PrincipalComponents: the samples are {samples.Shape}.", $"samples {samples.Spec}",
                "give a table with a row for each of at least two samples, and a column for each feature; Flatten or Reshape makes one of images");
        int features = samples.Shape[1];
        if (count < 1 || count > features)
            throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"PrincipalComponents: {count} components of {features} features."),
                $"count {count}   samples {samples.Shape}", $"ask for 1 to {features}");
        if (!samples.DType.IsFloat())
            throw new DTypeException($"PrincipalComponents: the samples are {samples.DType}.", $"samples {samples.Spec}",
                "cast them: samples.Cast(DType.Float32)");
        Tensor mean = samples.Mean(axis: 0), centred = samples - mean;
        double[] covariance = (centred.MatMul(centred, transposeLeft: true) / samples.Shape[0]).Cast(DType.Float64).ToArray<double>();
        if (!Array.TrueForAll(covariance, double.IsFinite))
            throw new DataException("PrincipalComponents: a value of the samples is not finite, or far too large.", $"samples {samples.Spec}",
                "leave such samples out, or fill the gaps");
        (double[] variances, double[][] directions) = Largest(covariance, features, count);
        if (!(variances[^1] > Settled * variances[0]))
            throw new DataException($"PrincipalComponents: the samples do not differ in {count} directions.",
                string.Create(CultureInfo.InvariantCulture, $"variance along the first {variances[0]:G3}, along the last {variances[^1]:G3}"),
                "ask for fewer components");
        Tensor components = Tensor.From(directions.SelectMany(static direction => direction).ToArray(), [count, features]).Cast(samples.DType);
        return new(mean.Detach(), components.Detach(), variances);
    }

    /// <summary>Samples as numbers along the components, <c>[samples, count]</c>.</summary>
    /// <param name="samples"><c>[samples, features]</c>, of the components' type.</param>
    /// <exception cref="ShapeException">The samples are no table, or of another number of features.</exception>
    /// <exception cref="DTypeException">They are of another type than the components.</exception>
    public Tensor Transform(Tensor samples) =>
        (Table("Transform", nameof(samples), samples, "features", Components.Shape[1]) - Mean).MatMul(Components, transposeRight: true);

    /// <summary>Samples from their numbers along the components, <c>[samples, features]</c>.</summary>
    /// <param name="codes"><c>[samples, count]</c>, what <see cref="Transform"/> gives.</param>
    /// <exception cref="ShapeException">The codes are no table, or not as many a sample as there are components.</exception>
    /// <exception cref="DTypeException">They are of another type than the components.</exception>
    public Tensor Reconstruct(Tensor codes) => Table("Reconstruct", nameof(codes), codes, "components", Components.Shape[0]).MatMul(Components) + Mean;

    /// <summary>The largest principal angle, in radians, between what the components span and what the rows of a matrix span: 0 where they span the same,
    /// π/2 where some direction of one is at right angles to the whole of the other.</summary>
    /// <param name="rows">As many rows as there are components, <c>[count, features]</c>, that do not depend on each other.</param>
    /// <exception cref="ShapeException">There are more or fewer rows, or features.</exception>
    /// <exception cref="DataException">A row is not finite, or lies in what the rows before it span.</exception>
    public double LargestAngle(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Shape != Components.Shape)
            throw new ShapeException($"LargestAngle: the rows are {rows.Shape}, and the components {Components.Shape}.",
                $"rows {rows.Shape}   components {Components.Shape}", "compare subspaces of one size, a direction in each row");
        double[][] ours = Rows(Components), theirs = Rows(rows);
        for (int i = 0; i < theirs.Length; i++) ScaleDown(theirs[i], i);
        Orthonormalize(ours);
        int within = Orthonormalize(theirs, rows.DType == DType.Float64 ? Dependent : DependentFloat32);
        if (within >= 0)
            throw new DataException($"LargestAngle: the rows span fewer than {theirs.Length} {(theirs.Length == 1 ? "direction" : "directions")}.",
                within == 0 ? "row 0 is all zeros" : $"row {within} is zero, or a sum of multiples of the rows before it",
                "pass rows that do not depend on each other");
        // What of each of their directions lies outside our subspace; the largest singular value of that is the sine of the angle.
        foreach (double[] direction in theirs)
            foreach (double[] axis in ours) Subtract(direction, axis, Dot(direction, axis));
        int n = theirs.Length;
        var products = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) products[i * n + j] = Dot(theirs[i], theirs[j]);
        double largest = SymmetricMatrix.Eigenvalues(products, n, vectors: null)[0];
        return Math.Asin(Math.Min(1, Math.Sqrt(Math.Max(0, largest))));
    }

    private static (double[] Values, double[][] Vectors) Largest(double[] matrix, int n, int count)
    {
        int width = Math.Min(n, count + Spare);
        double[][] directions = new double[width][];
        Random random = new(1);   // any start will do that is at right angles to none of them
        for (int i = 0; i < width; i++)
        {
            directions[i] = new double[n];
            for (int k = 0; k < n; k++) directions[i][k] = random.NextDouble() - 0.5;
        }
        Orthonormalize(directions);
        double[] values = new double[width], before = new double[width];
        for (int round = 0; round < MostRounds; round++)
        {
            double[][] images = Array.ConvertAll(directions, direction => Times(matrix, n, direction));
            // The matrix within the subspace: its eigenvectors turn the directions into the best ones there (Rayleigh and Ritz).
            var within = new double[width * width];
            for (int i = 0; i < width; i++)
                for (int j = 0; j < width; j++) within[i * width + j] = Dot(directions[i], images[j]);
            var turns = new double[width * width];
            values = SymmetricMatrix.Eigenvalues(within, width, turns);
            double[][] turned = new double[width][];
            for (int i = 0; i < width; i++)
            {
                turned[i] = new double[n];
                for (int j = 0; j < width; j++) Subtract(turned[i], images[j], -turns[j * width + i]);
            }
            directions = turned;
            Orthonormalize(directions);
            double change = 0;
            for (int i = 0; i < count; i++) change += Math.Abs(values[i] - before[i]);
            if (change <= Settled * values.Sum()) break;
            before = values;
        }
        return (values[..count], directions[..count]);
    }

    private static double[] Times(double[] matrix, int n, double[] vector)
    {
        var product = new double[n];
        for (int i = 0; i < n; i++) product[i] = Dot(matrix.AsSpan(i * n, n), vector);
        return product;
    }

    private Tensor Table(string verb, string parameter, Tensor table, string columns, int width)
    {
        ArgumentNullException.ThrowIfNull(table, parameter);
        string values = $"{parameter} {table.Spec}   components {Components.Spec}";
        if (table.Rank != 2 || table.Shape[1] != width)
            throw new ShapeException($"PrincipalComponents.{verb}: the {parameter} are {table.Shape}, and there are {width} {columns}.", values,
                $"pass a tensor of shape [samples, {width}]");
        return table.DType == Components.DType ? table
            : throw new DTypeException($"PrincipalComponents.{verb}: the {parameter} are {table.DType}, and the components {Components.DType}.", values,
                $"cast them: {parameter}.Cast(DType.{Components.DType})");
    }

    // To numbers of at most 1, whose squares neither overflow nor vanish.
    private static void ScaleDown(double[] direction, int row)
    {
        double largest = 0;
        foreach (double value in direction)
            largest = double.IsFinite(value) ? Math.Max(largest, Math.Abs(value))
                : throw new DataException(string.Create(CultureInfo.InvariantCulture, $"LargestAngle: a number of the rows is {value}."), $"row {row}",
                    "pass rows of finite numbers");
        if (largest == 0) return;
        for (int k = 0; k < direction.Length; k++) direction[k] /= largest;
    }

    // Gram and Schmidt, twice: once leaves rounding behind where directions are nearly parallel. Returns the first direction of which no more than a part
    // is left outside those before it; -1 where there is none.
    private static int Orthonormalize(double[][] directions, double part = 0)
    {
        int within = -1;
        for (int i = 0; i < directions.Length; i++)
        {
            double whole = Math.Sqrt(Dot(directions[i], directions[i]));
            for (int twice = 0; twice < 2; twice++)
                for (int j = 0; j < i; j++) Subtract(directions[i], directions[j], Dot(directions[i], directions[j]));
            double length = Math.Sqrt(Dot(directions[i], directions[i]));
            if (within < 0 && length <= part * whole) within = i;
            for (int k = 0; k < directions[i].Length; k++) directions[i][k] = length > 0 ? directions[i][k] / length : 0;
        }
        return within;
    }

    private static double[][] Rows(Tensor matrix) => [.. matrix.Cast(DType.Float64).ToArray<double>().Chunk(matrix.Shape[1])];

    private static void Subtract(double[] from, double[] what, double times)
    {
        for (int k = 0; k < from.Length; k++) from[k] -= times * what[k];
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}
