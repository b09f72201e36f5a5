namespace Hebb;

/// <summary>A number that grows with the size of weights or activations, added to the loss so that small ones are preferred: less variance for a little more
/// bias (A134).</summary>
/// <remarks>A value: layers take it as a property, files keep it by <see cref="Name"/>. The trainer minimises <c>loss + penalty</c> and reports the penalty
/// apart; a loop of your own adds <see cref="Layer.Penalty"/>. On a kernel the number is taken of the whole kernel; on a layer's output it is divided by the
/// number of samples, so that it means the same for batches of every size (as in Keras 3).</remarks>
/// <example><code>
/// var layer = new Dense(10) { KernelRegularizer = new L2(1e-4), ActivityRegularizer = new L1(1e-5) };
/// Tensor penalty = new L2(0.5).Call(Tensor.From([3f, 4f]));   // 12.5
/// </code></example>
public abstract partial record Regularizer
{
    /// <summary>What files and printouts call it: <c>l2(0.0001)</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The penalty: a single number, of the tensor's type.</summary>
    public abstract Tensor Call(Tensor x);

    /// <summary>What becomes of weights after an update at a learning rate, where the penalty works by that instead of by its gradient (see
    /// <see cref="L1.Proximal"/>); the weights themselves for all others.</summary>
    /// <param name="weights">The weights after the update.</param>
    /// <param name="learningRate">The step's learning rate, a single number in Float64.</param>
    public virtual Tensor Shrink(Tensor weights, Tensor learningRate) => weights;

    /// <summary>Refuses weights that it is not for: as soon as a layer makes them, not at the first step of training.</summary>
    internal virtual void Require(Shape weights, string what)
    {
    }

    /// <summary>A strength: zero or more.</summary>
    private protected static double CheckedStrength(string name, double value) => value >= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}: the strength is {value}."),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"strength {value}"),
            "use a number of zero or more; 1e-4 is a usual start");
}
