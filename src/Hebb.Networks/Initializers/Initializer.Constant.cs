using System.Globalization;

namespace Hebb;

public abstract partial record Initializer
{
    /// <summary>All zeros: the usual start of a bias.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All ones: the usual start of a scale.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>All the same.</summary>
    public static Initializer Constant(double value) => double.IsFinite(value) ? new ConstantInitializer(value)
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Initializer.Constant: the value is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"value {value}"), "use a finite number");

    private sealed record ConstantInitializer(double Value) : Initializer
    {
        public override string Name => Value switch
        {
            0 => "zeros",
            1 => "ones",
            _ => string.Create(CultureInfo.InvariantCulture, $"constant({Value})"),
        };

        internal override void Fill(Variable variable, ulong key) => Kernels.Fill.Constant(variable.View, Value);
    }
}
