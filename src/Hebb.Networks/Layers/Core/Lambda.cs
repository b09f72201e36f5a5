using System.Text.Json.Nodes;

namespace Hebb;

/// <summary>A function as a layer: what a formula needs to stand in a stack of layers.</summary>
/// <param name="function">Made of tensor ops, on a whole batch; without weights and without memory of earlier calls.</param>
/// <param name="functionName">The name under which <see cref="LayerRegistry.WithFunction"/> gives the function back when the model is loaded. Without one the
/// model can be trained, and not saved: a file holds no code.</param>
/// <remarks>What has weights is a layer of its own: derive from <see cref="Layer"/>. An activation is an <see cref="Activation"/>; and in a functional model
/// no layer is needed, since symbolic tensors have all the verbs. What the function throws comes out as it is.</remarks>
/// <example><code>
/// var model = new Sequential([16]) { new Dense(8), new Lambda(static x => x * x.Sigmoid(), "swish"), new Dense(1) };
/// model.Save("swish.hebb");
/// Model loaded = Model.Load("swish.hebb", LayerRegistry.Default.WithFunction("swish", static x => x * x.Sigmoid()));
/// </code></example>
public sealed class Lambda(Func<Tensor, Tensor> function, string? functionName = null) : Layer
{
    private readonly Func<Tensor, Tensor> _function = function ?? throw new ArgumentNullException(nameof(function));

    /// <summary>The name under which the function is found again; null without one.</summary>
    public string? FunctionName { get; } = functionName is not "" ? functionName
        : throw new OptionException("Lambda: the function's name is empty.", "functionName \"\"", "give a name that tells what it does, or none");

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => _function(x)
        ?? throw new UsageException("Lambda: the function gave nothing.", "output null", "return the tensor that it computes: new Lambda(x => x * 2)");

    /// <inheritdoc/>
    protected internal override void Configure(JsonObject config)
    {
        if (FunctionName is not null) config["function"] = FunctionName;
    }

    /// <summary>Refuses to be saved without a name.</summary>
    /// <exception cref="UsageException">The function has no name.</exception>
    internal void RequireName()
    {
        if (FunctionName is null)
            throw new UsageException($"Save: the layer '{Name}' is a function without a name, and a file holds no code.", "Lambda, function name none",
                "name it, new Lambda(function, \"name\"), and tell what the name means when loading: LayerRegistry.Default.WithFunction(\"name\", function)");
    }
}
