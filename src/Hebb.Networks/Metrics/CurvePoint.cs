namespace Hebb;

/// <summary>The right and wrong answers when everything above a threshold is a yes.</summary>
/// <param name="Threshold">The threshold.</param>
/// <param name="Counts">The answers.</param>
public readonly record struct CurvePoint(double Threshold, AnswerCounts Counts);
