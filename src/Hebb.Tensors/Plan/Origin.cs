namespace Hebb;

/// <summary>Where an op of a captured step came from: a layer, whose gradient has the same origin.</summary>
/// <param name="Layer">The layer's name, after those of the layers around it; null outside of layers.</param>
/// <param name="Place">The layer as errors describe it.</param>
internal readonly record struct Origin(string? Layer, string? Place);
