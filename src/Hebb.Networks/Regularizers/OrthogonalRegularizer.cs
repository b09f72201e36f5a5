namespace Hebb;

/// <summary>Prefers the rows of a matrix (or its columns) to be at right angles: the mean, over all pairs, of the absolute cosine between them.</summary>
/// <param name="Strength">The factor; 0.01 by default, as in Keras.</param>
/// <remarks>With the rows scaled to length 1, <c>strength * sum over i &lt; j of |row_i . row_j| / (n (n - 1) / 2)</c>; 0 for a single row. For matrices
/// only: a dense kernel is <c>[in, units]</c>, so that its columns are the units' weights. (Keras 3; Brock et al. 2017.)</remarks>
/// <example><code>var layer = new Dense(16) { KernelRegularizer = new OrthogonalRegularizer(0.01) { Columns = true } };</code></example>
public sealed record OrthogonalRegularizer(double Strength = 0.01) : Regularizer
{
    private const double LeastSquare = 1e-12;

    /// <summary>The factor of the mean cosine.</summary>
    public double Strength { get; } = CheckedStrength(nameof(OrthogonalRegularizer), Strength);

    /// <summary>Whether columns are compared instead of rows.</summary>
    public bool Columns { get; init; }

    /// <inheritdoc/>
    public override string Name =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Columns ? "orthogonal_columns" : "orthogonal_rows")}({Strength})");

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require(x.Shape, x is Variable { Name: var name } ? $"weight '{name}'" : "the tensor");
        if (x.IsSymbolic && !Columns)
            throw new ShapeException("OrthogonalRegularizer: it compares rows, and those of an output are the samples of a batch.",
                $"output {x.Symbol!.Print(x.Spec)}",
                "compare the units' outputs, with Columns = true");
        Tensor vectors = Columns ? x.Transpose() : x;
        int count = vectors.Shape[0];
        double pairs = count * (count - 1.0);   // each pair stands twice in the matrix of products
        if (pairs == 0) return x.Sum() * 0;
        Tensor unit = vectors * vectors.Square().Sum(axis: 1, keepDims: true).Maximum(LeastSquare).Rsqrt();
        Tensor products = unit.MatMul(unit.Transpose());
        return (products * (1 - Tensor.Eye(count, x.DType))).Abs().Sum() * (Strength / pairs);
    }

    internal override void Require(Shape weights, string what)
    {
        if (weights.Rank != 2)
            throw new ShapeException($"OrthogonalRegularizer: it is for matrices, and {what} is {weights}.", $"{what} {weights}",
                "use it on the kernel of a Dense layer; L2 goes with any shape");
    }
}
