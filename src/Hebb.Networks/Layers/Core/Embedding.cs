using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A learned row of numbers for each of so many words, or other things that are numbered: <c>embeddings[x]</c>.</summary>
/// <param name="inputDimension">How many there are: inputs are numbers from 0 to one less than this.</param>
/// <param name="outputDimension">The length of a row.</param>
/// <remarks>Input <c>[batch, ...]</c> of Int32 or Int64 (floating-point numbers are cut to Int32, as in Keras), output <c>[batch, ..., outputDimension]</c>;
/// embeddings <c>[inputDimension, outputDimension]</c>. It is a dense layer on one-hot vectors, without the multiplications by zero. The gradient names only
/// the rows that were read (<see cref="RowGradient"/>), and so does a step of plain <see cref="Sgd"/>, of <see cref="Adagrad"/> and of <see cref="Adam"/> with
/// <see cref="Adam.Lazy"/>; other optimizers go through the whole table.</remarks>
/// <exception cref="ShapeException">In a call: an input is outside the table.</exception>
/// <example><code>
/// var model = new Sequential([12]) { new Embedding(10_000, 32), new Flatten(), new Dense(2) };   // twelve words
/// </code></example>
public sealed class Embedding(int inputDimension, int outputDimension) : Layer
{
    private static readonly GatherOp Rows = new() { Taker = new(nameof(Embedding), ", or a larger inputDimension") };
    private static readonly GatherOp RowsOfFloats = new() { Taker = Rows.Taker with { WereFloats = true } };

    private Parameter _embeddings = null!;

    /// <summary>How many rows there are.</summary>
    public int InputDimension { get; } = inputDimension > 0 ? inputDimension
        : throw new OptionException($"Embedding: the input dimension is {inputDimension}.", $"inputDimension {inputDimension}",
            "use the number of words: the greatest input and one");

    /// <summary>The length of a row.</summary>
    public int OutputDimension { get; } = outputDimension > 0 ? outputDimension
        : throw new OptionException($"Embedding: the output dimension is {outputDimension}.", $"outputDimension {outputDimension}",
            "use at least 1; 32 is a usual start");

    /// <summary>How the rows start; equally likely from -0.05 to 0.05 by default, as in Keras. (PyTorch: normal.)</summary>
    public Initializer EmbeddingsInitializer { get; init; } = Initializer.Uniform();

    /// <summary>What the table adds to the loss; nothing by default. It reaches every row, so that the gradient is dense.</summary>
    public Regularizer? EmbeddingsRegularizer { get; init; }

    /// <summary>What the table must be like after each update, such as <c>new MaxNorm(1) { Axis = 1 }</c> for its rows; anything by default.</summary>
    public Constraint? EmbeddingsConstraint { get; init; }

    /// <summary>The table, once the layer is built.</summary>
    public Parameter Embeddings => Made(_embeddings);

    /// <inheritdoc/>
    protected override void Build(Shape input) =>
        _embeddings = AddParameter("embeddings", [InputDimension, OutputDimension], EmbeddingsInitializer, EmbeddingsRegularizer, EmbeddingsConstraint);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Op.Apply(x.DType.IsFloat() ? RowsOfFloats : Rows, _embeddings, IndexEncoding.Whole(x));

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        config["inputDimension"] = InputDimension;
        config["outputDimension"] = OutputDimension;
        config.Set("embeddingsInitializer", EmbeddingsInitializer, Initializer.Uniform());
        config.Set("embeddingsRegularizer", EmbeddingsRegularizer);
        config.Set("embeddingsConstraint", EmbeddingsConstraint);
    }
}
