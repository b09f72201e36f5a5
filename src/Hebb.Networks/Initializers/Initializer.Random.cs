using System.Globalization;
using Hebb.Kernels;

namespace Hebb;

public abstract partial record Initializer
{
    /// <summary>Uniform from low to high; of small worked examples, often from -0.5 to 0.5 (A092).</summary>
    public static Initializer Uniform(double low = -0.05, double high = 0.05) => low <= high && double.IsFinite(high - low) ? new UniformInitializer(low, high)
        : throw new OptionException("Initializer.Uniform: the lower end of the range is not below the upper one.",
            string.Create(CultureInfo.InvariantCulture, $"low {low}   high {high}"),
            "pass the lower end first, and numbers for both");

    /// <summary>Normal with this standard deviation around a mean, usually zero; the notes' <c>randn * 0.01</c> (A087) is <c>Normal(0.01)</c>.</summary>
    public static Initializer Normal(double standardDeviation = 0.05, double mean = 0) =>
        new NormalInitializer(CheckedDeviation(nameof(Normal), standardDeviation), CheckedMean(nameof(Normal), mean), IsTruncated: false);

    /// <summary>Normal with this standard deviation around a mean, usually zero, drawn again beyond two of them (which leaves 0.88 of the deviation).</summary>
    public static Initializer TruncatedNormal(double standardDeviation = 0.05, double mean = 0) =>
        new NormalInitializer(CheckedDeviation(nameof(TruncatedNormal), standardDeviation), CheckedMean(nameof(TruncatedNormal), mean), IsTruncated: true);

    private static double CheckedDeviation(string name, double value) => value >= 0 && double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Initializer.{name}: the standard deviation is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"standardDeviation {value}"),
            "use a number of zero or more; 0.05 is usual");

    private static double CheckedMean(string name, double value) => double.IsFinite(value) ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Initializer.{name}: the mean is {value}."),
            string.Create(CultureInfo.InvariantCulture, $"mean {value}"),
            "use a finite number; 0 is usual");

    // value = (drawn + shift) * scale
    private static void Write(Variable variable, Tensor drawn, double shift, double scale) =>
        Elements.Copy(((drawn + shift) * scale).View.Address, variable.View.Address, variable.Spec.Bytes);

    private sealed record UniformInitializer(double Low, double High) : Initializer
    {
        public override string Name => string.Create(CultureInfo.InvariantCulture, $"uniform({Low}, {High})");

        internal override void Fill(Variable variable, ulong key)
        {
            using var scope = TensorScope.Begin();
            Tensor drawn = Tensor.Zeros(variable.Shape, variable.DType);
            Philox.Uniform(drawn.View, key, 0);
            if (High > Low) Write(variable, drawn, Low / (High - Low), High - Low);
            else Kernels.Fill.Constant(variable.View, Low);
        }
    }

    private sealed record NormalInitializer(double Deviation, double Mean, bool IsTruncated) : Initializer
    {
        public override string Name => string.Create(CultureInfo.InvariantCulture, $"{(IsTruncated ? "truncated_normal" : "normal")}({Deviation}")
            + (Mean == 0 ? ")" : string.Create(CultureInfo.InvariantCulture, $", {Mean})"));

        internal override void Fill(Variable variable, ulong key)
        {
            using var scope = TensorScope.Begin();
            Tensor drawn = Tensor.Zeros(variable.Shape, variable.DType);
            if (IsTruncated) Philox.TruncatedNormal(drawn.View, key, 0);
            else Philox.Normal(drawn.View, key, 0);
            if (Mean == 0) Write(variable, drawn, 0, Deviation);
            else Write(variable, drawn * Deviation, Mean, 1);   // the deviation may be zero: no shift of what was drawn would do
        }
    }
}
