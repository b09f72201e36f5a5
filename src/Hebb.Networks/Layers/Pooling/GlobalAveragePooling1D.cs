namespace Hebb;

/// <summary>The mean of each feature over a whole sequence: <c>[batch, steps, features]</c> becomes <c>[batch, features]</c>. After an
/// <see cref="Embedding"/>, the mean of the words of a text.</summary>
/// <remarks>Every step counts, those that only fill a short text up to its length, too.</remarks>
/// <example><code>
/// var model = new Sequential([12]) { new Embedding(10_000, 32), new GlobalAveragePooling1D(), new Dense(2) };   // twelve words
/// </code></example>
public sealed class GlobalAveragePooling1D : Layer
{
    /// <inheritdoc/>
    protected override void Build(Shape input) => Sequences.Require(this, input);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Mean(1);
}
