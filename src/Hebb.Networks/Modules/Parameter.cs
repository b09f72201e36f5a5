namespace Hebb;

/// <summary>A value that training adjusts: a kernel, a bias.</summary>
public sealed class Parameter : Variable
{
    private readonly Initializer _initializer;

    internal Parameter(TensorSpec spec, string name, Initializer initializer) : base(spec, name) => _initializer = initializer;

    /// <summary>What its values add to the loss; nothing when null.</summary>
    public Regularizer? Regularizer { get; internal init; }

    /// <summary>What its values must be like after each update; anything when null.</summary>
    public Constraint? Constraint { get; internal init; }

    /// <summary>Whether an optimizer's weight decay applies to it: not to the scales and shifts of normalizations, whose size means nothing (A123).</summary>
    public bool Decays { get; internal init; } = true;

    /// <summary>True until the value has been trained, loaded or assigned: a model that takes the layer in may then still draw it anew, from the model's own
    /// seed.</summary>
    internal bool IsFresh => Version == 0;

    /// <summary>Draws the initial value. The random numbers depend on the seed and on this parameter's path alone.</summary>
    internal void Initialize(ulong seed, string path)
    {
        Name = path;
        if (IsFresh && !LayerScope.IsLoading) _initializer.Fill(this, Kernels.Philox.Key(seed, path));
    }
}
