using System.Globalization;
using Hebb.Kernels;

namespace Hebb;

public abstract partial record Initializer
{
    /// <summary>The identity: each output begins as the input of its number. Of a convolution's kernel, the middle place of the window has it and the others
    /// are 0 (Dirac), so that with same padding the layer gives its input back.</summary>
    /// <param name="gain">What stands in place of the ones.</param>
    /// <remarks>Where inputs and outputs differ in number, the rest is 0.</remarks>
    /// <exception cref="OptionException">The gain is not finite.</exception>
    /// <example><code>var layer = new Dense(64) { KernelInitializer = Initializer.Identity() };</code></example>
    public static Initializer Identity(double gain = 1) => new IdentityInitializer(CheckedGain(nameof(Identity), gain));

    /// <summary>A random matrix whose columns (or rows, where there are fewer of them) are at right angles and of one length: values and gradients keep their
    /// length through any number of layers. (Saxe, McClelland and Ganguli 2014.)</summary>
    /// <param name="gain">The length; 1 by default, sqrt(2) for ReLU.</param>
    /// <remarks>Drawn as a normal matrix and made orthogonal by Gram and Schmidt's method, in Float64. A convolution's kernel is taken for a matrix
    /// <c>[kh * kw * in, out]</c>. The time grows with the square of the smaller side: meant for recurrent layers and small dense ones.</remarks>
    /// <exception cref="OptionException">The gain is not finite.</exception>
    /// <example><code>var layer = new Dense(64) { KernelInitializer = Initializer.Orthogonal(Math.Sqrt(2)) };</code></example>
    public static Initializer Orthogonal(double gain = 1) => new OrthogonalInitializer(CheckedGain(nameof(Orthogonal), gain));

    /// <summary>Normal around zero, but for a share of the connections into each unit, chosen at random, which begin at 0. (Martens 2010.)</summary>
    /// <param name="sparsity">The share that is 0, rounded up to whole connections.</param>
    /// <param name="standardDeviation">That of the others.</param>
    /// <exception cref="OptionException">The sparsity is not from 0 to 1, or the deviation is negative.</exception>
    /// <example><code>var layer = new Dense(64) { KernelInitializer = Initializer.Sparse(0.9) };</code></example>
    public static Initializer Sparse(double sparsity, double standardDeviation = 0.01) => sparsity is >= 0 and <= 1
        ? new SparseInitializer(sparsity, CheckedDeviation(nameof(Sparse), standardDeviation))
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Initializer.Sparse: the sparsity is {sparsity}."),
            string.Create(CultureInfo.InvariantCulture, $"sparsity {sparsity}"), "use a share from 0 to 1; 0.9 leaves a tenth of the connections");

    private static double CheckedGain(string name, double gain) => double.IsFinite(gain) ? gain
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Initializer.{name}: the gain is {gain}."),
            string.Create(CultureInfo.InvariantCulture, $"gain {gain}"), "use a finite number; 1 is usual");

    private static string WithGain(string name, double gain) => gain == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}({gain})");

    // Inputs and outputs of a kernel as a matrix [in, out]; a vector is a single row.
    private static (int Rows, int Columns) MatrixOf(Shape shape) =>
        shape.Rank == 0 ? (1, 1) : ((int)(shape[^1] == 0 ? 0 : shape.Count / shape[^1]), shape[^1]);

    // In the variable's type.
    private static void WriteValues(Variable variable, double[] values)
    {
        if (variable.DType == DType.Float64) values.CopyTo(variable.View.AsSpan<double>());
        else
        {
            Span<float> target = variable.View.AsSpan<float>();
            for (int i = 0; i < values.Length; i++) target[i] = (float)values[i];
        }
    }

    // These are worked out in one array.
    private static void RequireArray(string name, Shape shape, string what)
    {
        if (shape.Count > Array.MaxLength)
            throw new ShapeException($"Initializer.{name}: {what} has {shape.Count} elements, more than it can work out.", $"{what} {shape}",
                "use GlorotUniform, or another that draws each element by itself");
    }

    private static double[] DrawNormal(long count, ulong key)
    {
        using var scope = TensorScope.Begin();
        Tensor drawn = Tensor.Zeros([(int)count], DType.Float64);
        Philox.Normal(drawn.View, key, 0);
        return drawn.ToArray<double>();
    }

    private sealed record IdentityInitializer(double Gain) : Initializer
    {
        public override string Name => WithGain("identity", Gain);

        internal override void Require(Shape weights, string what) => RequireArray(nameof(Identity), weights, what);

        internal override void Fill(Variable variable, ulong key)
        {
            Shape shape = variable.Shape;
            var values = new double[shape.Count];
            int inputs = shape.Rank > 1 ? shape[^2] : 1, outputs = shape.Rank > 0 ? shape[^1] : 1, middle = 0;
            for (int axis = 0; axis < shape.Rank - 2; axis++) middle = middle * shape[axis] + shape[axis] / 2;
            if (values.Length > 0)
                for (int i = 0; i < Math.Min(inputs, outputs); i++) values[(middle * inputs + i) * outputs + i] = Gain;
            WriteValues(variable, values);
        }
    }

    private sealed record OrthogonalInitializer(double Gain) : Initializer
    {
        public override string Name => WithGain("orthogonal", Gain);

        internal override void Require(Shape weights, string what) => RequireArray(nameof(Orthogonal), weights, what);

        internal override void Fill(Variable variable, ulong key)
        {
            (int rows, int columns) = MatrixOf(variable.Shape);
            (int count, int length) = (Math.Min(rows, columns), Math.Max(rows, columns));
            double[] vectors = DrawNormal((long)count * length, key), values = vectors;
            for (int i = 0; i < count; i++) MakeOrthogonal(vectors, i, length);
            if (rows > columns)
            {
                values = new double[vectors.Length];
                for (int i = 0; i < count; i++)
                    for (int k = 0; k < length; k++) values[k * count + i] = vectors[i * length + k];
            }
            for (int i = 0; i < values.Length; i++) values[i] *= Gain;
            WriteValues(variable, values);
        }

        // Takes from vector i what it has of those before it, and brings it to length 1. Twice is enough for all digits (Kahan and Parlett).
        private static void MakeOrthogonal(double[] vectors, int i, int length)
        {
            Span<double> vector = vectors.AsSpan(i * length, length);
            for (int pass = 0; pass < 2; pass++)
                for (int j = 0; j < i; j++)
                {
                    ReadOnlySpan<double> other = vectors.AsSpan(j * length, length);
                    double part = Dot(vector, other);
                    for (int k = 0; k < other.Length; k++) vector[k] -= part * other[k];
                }
            double size = Math.Sqrt(Dot(vector, vector));
            for (int k = 0; k < vector.Length; k++) vector[k] /= size;
        }

        // Four sums side by side: one alone waits for itself.
        private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
        {
            double a = 0, b = 0, c = 0, d = 0;
            int k = 0;
            for (; k + 4 <= x.Length; k += 4)
            {
                a += x[k] * y[k];
                b += x[k + 1] * y[k + 1];
                c += x[k + 2] * y[k + 2];
                d += x[k + 3] * y[k + 3];
            }
            for (; k < x.Length; k++) a += x[k] * y[k];
            return a + b + (c + d);
        }
    }

    private sealed record SparseInitializer(double Sparsity, double Deviation) : Initializer
    {
        public override string Name => string.Create(CultureInfo.InvariantCulture, $"sparse({Sparsity}, {Deviation})");

        internal override void Require(Shape weights, string what) => RequireArray(nameof(Sparse), weights, what);

        internal override void Fill(Variable variable, ulong key)
        {
            (int rows, int columns) = MatrixOf(variable.Shape);
            double[] values = DrawNormal(variable.Shape.Count, key);
            for (int i = 0; i < values.Length; i++) values[i] *= Deviation;
            var order = new int[rows];
            for (int column = 0; column < columns; column++)
            {
                Philox.Permutation(order, Philox.Key(key, $"zeros/{column.ToString(CultureInfo.InvariantCulture)}"));
                for (int i = 0; i < (int)Math.Ceiling(Sparsity * rows); i++) values[order[i] * columns + column] = 0;
            }
            WriteValues(variable, values);
        }
    }
}
