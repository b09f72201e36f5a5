namespace Hebb;

public abstract partial class Model
{
    /// <summary>The outputs for these texts, of a model whose first layer makes numbers of texts.</summary>
    /// <param name="texts">The texts, one for each sample.</param>
    /// <exception cref="UsageException">The model does not begin with a <see cref="TextLayer"/>, has several inputs, or is being trained.</exception>
    /// <example><code>Tensor logits = Model.Load("reviews.hebb").Predict("A fine film.", "Two hours too long.");</code></example>
    public Tensor Predict(params ReadOnlySpan<string> texts)
    {
        foreach (LayerNode node in SummaryNodes().OfType<LayerNode>())
        {
            if (Inputs.Count == 1 && node.Layer is TextLayer layer && node.Inputs.Count == 1 && ReferenceEquals(node.Inputs[0], Inputs[0]))
                return Predict(layer.Encode(texts));
        }
        throw new UsageException($"Predict: '{Name}' does not begin with a layer for texts.",
            $"inputs {string.Join("   ", Inputs.Select(static input => $"{input.DType} {input.Shape[1..]}"))}",
            "put a TextVectorization, StringLookup or Hashing layer first, or give the model the numbers that it takes");
    }
}
