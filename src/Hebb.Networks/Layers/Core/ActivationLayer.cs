using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>An activation function as a layer of its own: what <c>Sequential.Add(Activation)</c> makes.</summary>
public sealed class ActivationLayer(Activation activation) : Layer
{
    /// <summary>The function.</summary>
    public Activation Activation { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => Activation.Call(x);

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config) => config["activation"] = Activation.Name;
}
