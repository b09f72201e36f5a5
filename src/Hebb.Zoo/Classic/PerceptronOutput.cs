namespace Hebb;

/// <summary>What a perceptron's units say.</summary>
public enum PerceptronOutput
{
    /// <summary>1 when the net input reaches the threshold, else 0; it fires on equality.</summary>
    Binary,

    /// <summary>1 above the band of indecision, -1 below it, 0 within.</summary>
    Bipolar,
}
