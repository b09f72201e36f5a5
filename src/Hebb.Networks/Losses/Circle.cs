using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>Pulls the embeddings of a class together and pushes those of different classes apart, the more the further a pair is from where it should be. (Sun
/// et al. 2020, Circle Loss.)</summary>
/// <remarks>
/// <para>Every sample of the batch is compared with every other, by the cosine s of the angle between them. For one sample, with P the others of its class
/// and N those of the other classes: <c>softplus(lse over N of gamma a (s - m) + lse over P of -gamma b (s - 1 + m))</c>, lse being the logarithm of the sum
/// of exponentials, m the <see cref="Margin"/>, and <c>a = max(0, s + m)</c>, <c>b = max(0, 1 + m - s)</c> how far the pair has to go. A sample without
/// others of its class, or of another, has a loss of 0. As in Keras the gradient goes through a and b, too.</para>
/// <para>Predictions are embeddings <c>[batch, features]</c>, of any length, since only their direction counts; labels are class numbers (Int32 or Int64)
/// <c>[batch]</c>. Batches should hold several samples of a class.</para>
/// </remarks>
/// <example><code>Tensor loss = new Circle().Call(embeddings, labels);   // [32, 64] and [32] give []</code></example>
public sealed class Circle : Loss
{
    /// <inheritdoc/>
    public override string Name => "circle";

    /// <summary>The scale of the similarities; 80 by default.</summary>
    public double Gamma
    {
        get;
        init => field = Option(nameof(Circle), nameof(Gamma), value, value > 0 && double.IsFinite(value), "use a number above 0; 80 and 256 are usual");
    } = 80;

    /// <summary>How far inside the goal a pair must be to cost nothing, from 0 to less than 1; 0.4 by default.</summary>
    public double Margin
    {
        get;
        init => field = Option(nameof(Circle), nameof(Margin), value, value is >= 0 and < 1, "use a number from 0 to less than 1; 0.25 and 0.4 are usual");
    } = 0.4;

    /// <inheritdoc/>
    protected override void Configure(JsonObject config)
    {
        config["gamma"] = Gamma;
        config["margin"] = Margin;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor predictions, Tensor labels)
    {
        Agreement.RequireEmbeddings(nameof(Circle), predictions, labels);
        Tensor unit = UnitVectors.Of(predictions), similarity = unit.MatMul(unit, transposeRight: true);
        Tensor isSame = labels.ExpandDims(0).EqualTo(labels.ExpandDims(1)).Cast(predictions.DType);
        Tensor own = Tensor.Eye(labels.Shape[0], predictions.DType);
        Tensor far = (1 + Margin - similarity).Relu() * (1 - Margin - similarity), near = (similarity + Margin).Relu() * (similarity - Margin);
        return (Over(isSame - own, far * Gamma) + Over(1 - isSame, near * Gamma)).Softplus();
    }

    // What is left out counts as a number so small that its exponential is 0, and its gradient with it.
    private static Tensor Over(Tensor mask, Tensor values) => Tensor.Where(mask.Greater(0), values, -1e30).LogSumExp(-1);
}
