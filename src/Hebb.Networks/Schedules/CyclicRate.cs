using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>The learning rate rises and falls between two bounds, again and again. (Smith 2017.)</summary>
/// <remarks>The optimizer's learning rate is the upper bound. As PyTorch's <c>CyclicLR</c>; the momentum moves the other way where
/// <see cref="LowMomentum"/> says how far.</remarks>
/// <example><code>Optimizer optimizer = new Sgd(0.1) { Schedule = new CyclicRate(rise: 2000) { Shape = CycleShape.Halving } };</code></example>
public sealed record CyclicRate : Schedule
{
    private readonly double _low = 0.1, _decay = 1;
    private readonly long? _fall;

    /// <summary>Begins with the length of the rise.</summary>
    /// <param name="rise">In how many steps the rate goes from the lower bound to the upper.</param>
    public CyclicRate(long rise) => Rise = StepCount(nameof(CyclicRate), nameof(rise), rise);

    /// <summary>In how many steps the rate goes from the lower bound to the upper.</summary>
    public long Rise { get; }

    /// <summary>In how many steps it comes back; as many as it rises in when null, the default.</summary>
    public long? Fall
    {
        get => _fall;
        init => _fall = DecaySteps(nameof(CyclicRate), value);
    }

    /// <summary>The lower bound, as part of the upper; 0.1 by default.</summary>
    public double LowFraction
    {
        get => _low;
        init => _low = Part(nameof(CyclicRate), nameof(LowFraction), value);
    }

    /// <summary>How the height of the cycles changes; not at all by default.</summary>
    public CycleShape Shape
    {
        get;
        init => field = Enum.IsDefined(value) ? value
            : throw new OptionException($"CyclicRate: there is no shape {value}.", $"Shape {value}", $"use {string.Join(", ", Enum.GetNames<CycleShape>())}");
    }

    /// <summary>With <see cref="CycleShape.Exponential"/>: what part of the height is left after each step; above 0, at most 1; 1 by default.</summary>
    public double Decay
    {
        get => _decay;
        init => _decay = DecayFactor(nameof(CyclicRate), value);
    }

    /// <summary>The momentum where the rate is at its upper bound; the optimizer's own is where the rate is lowest. Null, the default, leaves the momentum
    /// as it is.</summary>
    /// <remarks>Only <see cref="Sgd"/> has one that can be moved. PyTorch goes from 0.95 to 0.85 in one cycle, and from 0.9 to 0.8 in several.</remarks>
    public double? LowMomentum
    {
        get;
        init => field = LeastMomentum(nameof(CyclicRate), value);
    }

    /// <inheritdoc/>
    public override double Rate(double initial, long step, long? runSteps)
    {
        (double height, double scale) = At(step);
        return initial * (LowFraction + (1 - LowFraction) * height * scale);
    }

    internal override double Momentum(double initial, long step, long? runSteps)
    {
        (double height, double scale) = At(step);
        return LowMomentum is { } low ? initial - (initial - low) * height * scale : initial;
    }

    internal override bool MovesMomentum => LowMomentum is not null;

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Rise = {Rise}, Fall = {Fall}, LowFraction = {LowFraction}, Shape = {Shape}, Decay = {Decay}");
        if (LowMomentum is { } low) builder.Append(CultureInfo.InvariantCulture, $", LowMomentum = {low}");   // or a run of before would not go on
        return true;
    }

    // How high the rate stands between its bounds, and how high the cycle is.
    private (double Height, double Scale) At(long step)
    {
        long fall = Fall ?? Rise;
        (ulong cycle, ulong at) = Math.DivRem((ulong)step, (ulong)Rise + (ulong)fall);
        double height = at <= (ulong)Rise ? at / (double)Rise : ((ulong)Rise + (ulong)fall - at) / (double)fall;
        double scale = Shape switch
        {
            CycleShape.Halving => Math.Pow(0.5, cycle),
            CycleShape.Exponential => Math.Pow(Decay, step),
            _ => 1,
        };
        return (height, scale);
    }
}
