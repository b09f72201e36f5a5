namespace Hebb;

/// <summary>An activation function, as a value that layers accept: <c>new Dense(128, Activation.Relu)</c>.</summary>
/// <remarks>Each has the name under which it is saved and printed. The functions themselves are verbs of <see cref="Tensor"/>, where their formulas and gradients are documented.</remarks>
public sealed partial class Activation
{
    private readonly Func<Tensor, Tensor> _function;

    private Activation(string name, Func<Tensor, Tensor> function)
    {
        Name = name;
        _function = function;
    }

    /// <summary>What files and printouts call it: <c>relu</c>, <c>leaky_relu(0.1)</c>.</summary>
    public string Name { get; }

    /// <summary>No activation: the identity.</summary>
    public static Activation Linear { get; } = new("linear", static x => x);

    /// <summary>Rectified linear unit, <see cref="Tensor.Relu"/>.</summary>
    public static Activation Relu { get; } = new("relu", static x => x.Relu());

    /// <summary>Applies the function.</summary>
    public Tensor Call(Tensor x) => _function(x);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
