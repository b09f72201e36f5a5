namespace Hebb;

/// <summary>Bytes with a shape, in row-major order: what a file of images or labels holds.</summary>
internal readonly record struct ByteArray(Shape Shape, byte[] Values);
