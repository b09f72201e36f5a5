namespace Hebb;

/// <summary>Directions: vectors along the last axis, without their length.</summary>
internal static class UnitVectors
{
    /// <summary>Vectors of length 1, and those of length 0 as they are.</summary>
    public static Tensor Of(Tensor vectors)
    {
        Tensor length = vectors.Norm(-1, keepDims: true);
        return vectors / Tensor.Where(length.EqualTo(0), 1, length);
    }

    /// <summary>The cosine of the angle between corresponding vectors, without their axis.</summary>
    public static Tensor Cosine(Tensor left, Tensor right) => (Of(left) * Of(right)).Sum(-1);
}
