namespace Hebb;

public partial class Tensor
{
    /// <summary>Gated linear unit: cuts an axis into halves a and b, and gives <c>a sigmoid(b)</c>. Gradient: <c>g sigmoid(b)</c> for a, <c>g a sigmoid(b) (1 -
    /// sigmoid(b))</c> for b. (Dauphin, Fan, Auli and Grangier 2017.)</summary>
    /// <param name="axis">The axis to halve, counted from the end when negative; its extent must be even.</param>
    /// <exception cref="ShapeException">There is no such axis, or its extent is odd.</exception>
    /// <example><code>Tensor y = Tensor.From([1f, 2f, 0f, 0f]).Glu();   // [0.5, 1]</code></example>
    public Tensor Glu(int axis = -1)
    {
        int extent = Shape[Shape.Axis(axis)];
        if (extent % 2 != 0)
            throw new ShapeException($"Glu: an axis of {extent} cannot be halved into values and gates.", $"input {Shape}   axis {axis}",
                $"give the axis an even extent: {2 * extent} for {extent} outputs");
        Tensor[] halves = Split(2, axis);
        return halves[0] * halves[1].Sigmoid();
    }
}
