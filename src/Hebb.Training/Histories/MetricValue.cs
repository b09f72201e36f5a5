namespace Hebb;

/// <summary>A metric's name with its value.</summary>
public readonly record struct MetricValue(string Name, double Value);
