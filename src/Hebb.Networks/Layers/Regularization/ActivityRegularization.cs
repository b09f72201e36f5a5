using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>The identity, which adds a penalty on what passes through it to the loss: for sparse codes, for instance.</summary>
/// <param name="regularizer">What is made of the activations; divided by the number of samples.</param>
/// <remarks>For outputs of layers and ops that have no <c>ActivityRegularizer</c> of their own. Keras takes the factors of <see cref="L1L2"/>
/// instead.</remarks>
/// <example><code>Tensor code = x.Apply(new ActivityRegularization(new L1(1e-4)));</code></example>
public sealed class ActivityRegularization(Regularizer regularizer) : Layer
{
    /// <summary>What is made of the activations.</summary>
    public Regularizer Regularizer { get; } = regularizer ?? throw new ArgumentNullException(nameof(regularizer));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Penalized(x, Regularizer);

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["regularizer"] = Regularizer.Name;
}
