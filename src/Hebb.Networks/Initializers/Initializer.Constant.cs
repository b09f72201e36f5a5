namespace Hebb;

public abstract partial record Initializer
{
    /// <summary>All zeros: the usual start of a bias.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All ones: the usual start of a scale.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>All the same.</summary>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    private sealed record ConstantInitializer(double Value) : Initializer
    {
        internal override void Fill(Variable variable, ulong key) => Kernels.Fill.Constant(variable.View, Value);
    }
}
