namespace Hebb;

/// <summary>How the initial values of a parameter are drawn.</summary>
/// <remarks>A value: layers take it as a property, files keep it by <see cref="Name"/>. Fan-in and fan-out are the numbers of connections into and out of a
/// unit: of a kernel <c>[kh, kw, in, out]</c>,
/// <c>kh * kw * in</c> and <c>kh * kw * out</c>; of <c>[in, out]</c>, <c>in</c> and <c>out</c>. What is drawn depends on the seed and the parameter's path
/// alone.</remarks>
/// <example><code>var layer = new Dense(128, Activation.Relu) { KernelInitializer = Initializer.HeNormal };</code></example>
public abstract partial record Initializer
{
    /// <summary>What files and printouts call it: <c>glorot_uniform</c>, <c>uniform(-0.05, 0.05)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>Writes the values. <paramref name="key"/> names the stream of random numbers.</summary>
    internal abstract void Fill(Variable variable, ulong key);

    /// <summary>Refuses weights that it cannot fill, before memory is taken for them.</summary>
    internal virtual void Require(Shape weights, string what)
    {
    }
}
