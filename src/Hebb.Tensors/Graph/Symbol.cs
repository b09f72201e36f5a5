using System.Text;

namespace Hebb;

/// <summary>Where a symbolic tensor comes from, and what its shape is for a second batch size: the axes that differ are the batch's.</summary>
internal sealed record Symbol(GraphNode Producer, int Output, TensorSpec Probe)
{
    /// <summary>The batch size for which symbolic shapes are worked out.</summary>
    public const int Batch = 2;

    /// <summary>The second batch size, by which the batch axis is told from the others.</summary>
    public const int OtherBatch = 3;

    /// <summary>The shape with its batch axis by name: <c>[batch, 28, 28, 1]</c>.</summary>
    public string Print(TensorSpec spec)
    {
        StringBuilder text = new("[");
        for (int axis = 0; axis < spec.Shape.Rank; axis++)
        {
            if (axis > 0) text.Append(", ");
            if (axis < Probe.Shape.Rank && spec.Shape[axis] == Probe.Shape[axis]) text.Append(spec.Shape[axis]);
            else text.Append("batch");
        }
        return text.Append(']').ToString();
    }
}
