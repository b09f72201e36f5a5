namespace Hebb;

/// <summary>The layer that takes the indices of an op, so that the error about an index speaks of the layer's inputs, not of an op that its user never
/// called.</summary>
/// <param name="Layer">The layer's type.</param>
/// <param name="Fix">What helps besides other inputs, such as ", or a larger table".</param>
/// <param name="WereFloats">Whether the inputs were floating-point numbers, of which NaN became -1.</param>
internal sealed record IndexTaker(string Layer, string Fix = "", bool WereFloats = false);
