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
                return Predict(Encode(layer, texts));
        }
        throw new UsageException($"Predict: '{Name}' does not begin with a layer for texts.",
            $"inputs {string.Join("   ", Inputs.Select(static input => $"{input.DType} {input.Shape[1..]}"))}",
            "put a TextVectorization, StringLookup or Hashing layer first, or give the model the numbers that it takes");
    }

    private Tensor Encode(TextLayer layer, ReadOnlySpan<string> texts)
    {
        try
        {
            Tensor numbers = layer.Encode(texts);
            if (numbers.Shape[1..] == Inputs[0].Shape[1..]) return numbers;
            throw new ShapeException($"Predict: '{layer.Name}' makes {numbers.Shape[1]} number of a text, and a sample of the model is {Inputs[0].Shape[1..]}.",
                $"{layer}   sample {Inputs[0].Shape[1..]}",
                $"make the model for samples of [{numbers.Shape[1]}], or join what Encode gives for each column yourself, and predict from that");
        }
        catch (HebbException e) when (e.Within(Place))
        {
            throw;
        }
    }
}
