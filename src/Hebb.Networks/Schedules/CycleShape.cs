namespace Hebb;

/// <summary>How the height of a <see cref="CyclicRate"/>'s cycles changes.</summary>
public enum CycleShape
{
    /// <summary>Not at all: <c>triangular</c>.</summary>
    Triangular,

    /// <summary>Each cycle is half as high as the last: <c>triangular2</c>.</summary>
    Halving,

    /// <summary>It falls in each step by <see cref="CyclicRate.Decay"/>: <c>exp_range</c>.</summary>
    Exponential,
}
