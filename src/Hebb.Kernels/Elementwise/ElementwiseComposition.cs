namespace Hebb.Kernels;

/// <summary>Several kernels as one: traced, they become one flat program, which reads every input once, writes every output once, and keeps what lies between
/// in registers.</summary>
/// <remarks>
/// Values are numbered: the composition's inputs from 0, then each member's outputs in the order of the members. An optimizer's update is such a composition,
/// run in place in a single pass over
/// weights, gradients and moments.
/// </remarks>
/// <example>Values 0 and 1 are x and y; <c>new ElementwiseComposition([new(multiply, [0, 1]), new(tanh, [2])], [3])</c> is tanh(x * y).</example>
internal sealed class ElementwiseComposition : IElementwiseKernel, IEquatable<ElementwiseComposition>
{
    private readonly ElementwiseMember[] _members;
    private readonly int[] _outputs;
    private readonly int _hash;

    /// <summary>Composes members, in an order in which each follows those it takes values from.</summary>
    /// <param name="members">The kernels.</param>
    /// <param name="outputs">The numbers of the values that are the composition's outputs.</param>
    public ElementwiseComposition(ReadOnlySpan<ElementwiseMember> members, ReadOnlySpan<int> outputs)
    {
        _members = members.ToArray();
        _outputs = outputs.ToArray();
        HashCode hash = new();
        foreach (ElementwiseMember member in _members) hash.Add(member);
        foreach (int output in _outputs) hash.Add(output);
        _hash = hash.ToHashCode();
    }

    /// <inheritdoc/>
    public void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>
    {
        List<V> values = [.. inputs];
        foreach (ElementwiseMember member in _members)
        {
            V[] taken = Array.ConvertAll(member.Inputs, input => values[input]), made = new V[member.Outputs];
            member.Kernel.Compute<V>(taken, made);
            values.AddRange(made);
        }
        for (int i = 0; i < _outputs.Length; i++) outputs[i] = values[_outputs[i]];
    }

    /// <inheritdoc/>
    public bool Equals(ElementwiseComposition? other) =>
        ReferenceEquals(this, other) || other is not null && _hash == other._hash && _outputs.AsSpan().SequenceEqual(other._outputs)
            && _members.AsSpan().SequenceEqual(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ElementwiseComposition);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
