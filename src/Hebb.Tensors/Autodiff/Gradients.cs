using System.Collections;

namespace Hebb;

/// <summary>The gradients that a tape found, each under the variable or tensor it belongs to. A value, not a field of the variables: there is nothing to reset
/// between steps.</summary>
/// <example><code>
/// using var tape = GradientTape.Begin();
/// Tensor loss = (weight * weight).Sum();
/// Tensor gradient = tape.Gradient(loss, [weight])[weight];   // 2 * weight
/// </code></example>
public sealed partial class Gradients : IEnumerable<KeyValuePair<Tensor, Tensor>>
{
    private readonly List<Tensor> _order = [];
    private readonly Dictionary<Tensor, Cotangent> _cotangents = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sources, in the order in which they were asked for.</summary>
    public IReadOnlyList<Tensor> Sources => _order;

    /// <summary>The gradient of one source, of its shape; zeros when the target does not depend on it (<see cref="Reaches"/> tells).</summary>
    /// <exception cref="UsageException">The tensor was not among the sources.</exception>
    public Tensor this[Tensor source] => Find(source).ToDense() ?? Tensor.Zeros(source.Shape, source.DType);

    /// <summary>True when the target depends on the source.</summary>
    public bool Reaches(Tensor source) => !Find(source).IsEmpty;

    /// <summary>The gradient of a source as rows, when that is how it was found.</summary>
    public bool TryGetRows(Tensor source, out RowGradient rows)
    {
        rows = Find(source).Rows!;
        return rows is not null;
    }

    /// <summary>Each source with its gradient.</summary>
    public IEnumerator<KeyValuePair<Tensor, Tensor>> GetEnumerator()
    {
        foreach (Tensor source in _order) yield return new(source, this[source]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(Tensor source, Cotangent cotangent)
    {
        if (_cotangents.TryAdd(source, cotangent)) _order.Add(source);
    }

    internal Cotangent Find(Tensor source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _cotangents.TryGetValue(source, out Cotangent cotangent) ? cotangent
            : throw new UsageException("Gradients: no gradient was asked for by this tensor.",
                source is Variable variable ? $"'{variable.Name}' {source.Spec}" : source.Spec.ToString(),
                "pass it to tape.Gradient(target, sources) first");
    }
}
