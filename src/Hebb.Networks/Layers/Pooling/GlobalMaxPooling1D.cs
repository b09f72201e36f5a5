namespace Hebb;

/// <summary>The greatest value of each feature in a whole sequence: <c>[batch, steps, features]</c> becomes <c>[batch, features]</c>.</summary>
/// <remarks>Every step counts, those that only fill a short text up to its length, too.</remarks>
/// <example><code>
/// var model = new Sequential([12]) { new Embedding(10_000, 32), new GlobalMaxPooling1D(), new Dense(2) };   // twelve words
/// </code></example>
public sealed class GlobalMaxPooling1D : Layer
{
    /// <inheritdoc/>
    protected override void Build(Shape input) => Sequences.Require(this, input);

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => x.Max(1);
}
