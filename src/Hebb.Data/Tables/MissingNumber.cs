namespace Hebb;

/// <summary>What stands for a number that is not there: an empty cell, <c>NA</c>, <c>NaN</c>, <c>null</c> or <c>?</c>.</summary>
public enum MissingNumber
{
    /// <summary>An error that names the line.</summary>
    Refuse,

    /// <summary>The mean of the training rows.</summary>
    Mean,

    /// <summary>The median of the training rows.</summary>
    Median,

    /// <summary>Zero, before scaling.</summary>
    Zero,
}
