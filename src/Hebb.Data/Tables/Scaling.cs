namespace Hebb;

/// <summary>How a column of numbers is brought to a size that a network likes.</summary>
public enum Scaling
{
    /// <summary>To mean 0 and deviation 1: <c>(x - mean) / deviation</c>, both of the training rows. The best practice.</summary>
    Standard,

    /// <summary>To 0 to 1: <c>(x - least) / (most - least)</c>, both of the training rows; later values may lie outside.</summary>
    MinMax,

    /// <summary>As it is.</summary>
    None,
}
