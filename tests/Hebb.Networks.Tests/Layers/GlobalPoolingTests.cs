namespace Hebb.Networks.Tests.Layers;

public sealed class GlobalPoolingTests
{
    [Fact]
    public void Samples_of_another_rank_are_sent_where_they_belong() => Snapshot.Errors("global_pooling_errors",
    [
        ("a sequence where images belong", () => _ = new Sequential([12], "text") { new Embedding(100, 16), new GlobalAveragePooling2D() }),
        ("the same for the maximum", () => _ = new Sequential([12], "text") { new Embedding(100, 16), new GlobalMaxPooling2D() }),
        ("a sequence where a convolution wants images", () => _ = new Sequential([12], "text") { new Embedding(100, 16), new Conv2D(8, 3) }),
        ("images where a sequence belongs", () => _ = new Sequential([28, 28, 1], "images") { new GlobalMaxPooling1D() }),
        ("word numbers without an embedding", () => _ = new Sequential([12], "text") { new GlobalAveragePooling1D() }),
        ("videos", () => _ = new Sequential([8, 28, 28, 1], "videos") { new GlobalAveragePooling1D() }),
    ]);

    /// <summary>The usual network for texts: the mean of the words' vectors.</summary>
    [Fact]
    public void After_an_embedding_it_is_the_mean_of_the_words()
    {
        var model = new Sequential([3], "text", seed: 1) { new Embedding(10, 4), new GlobalAveragePooling1D() };
        float[] table = ((Embedding)model.Layers[0]).Embeddings.ToArray<float>(), mean = model.Predict(Tensor.From([1f, 5f, 5f], [1, 3])).ToArray<float>();
        for (int i = 0; i < 4; i++) Assert.Equal((table[4 + i] + 2 * table[20 + i]) / 3, mean[i], 1e-7f);
    }

    [Fact]
    public void What_is_advised_to_a_sequence_builds()
    {
        var model = new Sequential([12]) { new Embedding(100, 16), new Reshape(12, 1, 16), new Conv2D(8, (3, 1)), new GlobalMaxPooling2D() };
        Assert.Equal([2, 8], model.Predict(Tensor.Zeros([2, 12])).Shape);
    }
}
