using Hebb.Kernels;

namespace Hebb;

/// <summary>What an op computes from and into: views of its inputs, its outputs and its scratch memory. Valid only during the call.</summary>
public readonly ref struct ForwardContext
{
    /// <summary>Makes the context of one call.</summary>
    internal ForwardContext(ReadOnlySpan<View> inputs, ReadOnlySpan<View> outputs, View workspace, Epilogue? epilogue = null)
    {
        Epilogue = epilogue;
        Inputs = inputs;
        Outputs = outputs;
        Workspace = workspace;
    }

    /// <summary>The inputs.</summary>
    public ReadOnlySpan<View> Inputs { get; }

    /// <summary>The outputs; not cleared.</summary>
    public ReadOnlySpan<View> Outputs { get; }

    /// <summary>Scratch memory of the size that <see cref="Op.Workspace"/> asked for, as bytes.</summary>
    public View Workspace { get; }

    /// <summary>What is to be done with each block of the output; only given to ops that take one.</summary>
    internal Epilogue? Epilogue { get; }

    /// <summary>The first output.</summary>
    public View Output => Outputs[0];

    /// <summary>One of the inputs.</summary>
    public View Input(int index) => Inputs[index];
}
