namespace Hebb.Kernels;

/// <summary>One kernel of a composition, with the values it takes and makes.</summary>
/// <param name="Kernel">What is computed.</param>
/// <param name="Inputs">The numbers of the values it takes: the composition's inputs come first, then what earlier members made, in order.</param>
internal sealed record ElementwiseMember(IElementwiseKernel Kernel, int[] Inputs)
{
    /// <summary>How many values it makes.</summary>
    public int Outputs { get; init; } = 1;

    /// <inheritdoc/>
    public bool Equals(ElementwiseMember? other) =>
        other is not null && Outputs == other.Outputs && Kernel.Equals(other.Kernel) && Inputs.AsSpan().SequenceEqual(other.Inputs);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Kernel);
        foreach (int input in Inputs) hash.Add(input);
        return hash.ToHashCode();
    }
}
