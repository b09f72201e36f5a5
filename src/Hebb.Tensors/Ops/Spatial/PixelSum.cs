using Hebb.Kernels;

namespace Hebb;

/// <summary>The sum of each image's pixels: <c>[images, height, width, channels]</c> becomes <c>[images, channels]</c>. With a sum over the images after it,
/// the gradient of a bias.</summary>
/// <remarks>The order of an image's sums depends on its height and width alone, so a plan may store 16 images as one: see <see cref="Layout"/>.</remarks>
internal sealed record PixelSumOp : Op
{
    internal static readonly PixelSumOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) =>
        outputs.Add([inputs[0].Shape[0], inputs[0].Shape[3]], ReductionOp.Floating(Name, inputs[0]));

    protected internal override void Forward(in ForwardContext c)
    {
        Shape x = c.Input(0).Shape;
        PixelSums.Run(c.Input(0), c.Output, x[0], (long)x[1] * x[2], x[3]);
    }

    public override void Vjp(in VjpContext c)
    {
        Shape x = c.Input(0).Shape;
        c.Add(0, c.OutputGradient.Reshape(x[0], 1, 1, x[3]).BroadcastTo(x));
    }
}
