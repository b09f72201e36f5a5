using Hebb.Kernels;

namespace Hebb;

/// <summary>Turns images <c>[batch, .., channels]</c> so that the same numbers of 16 images are neighbours: <c>[batch / 16, .., channels * 16]</c>.</summary>
/// <remarks>Made by a plan, never recorded. What treats every channel by itself (pooling, elementwise ops, sums over pixels) takes the result for 16 times as
/// many channels and needs to know nothing about it.</remarks>
internal sealed record ToLanesOp : Op
{
    /// <summary>How many images become neighbours: the floats of the widest vector.</summary>
    public const int Images = PassCut.LaneImages;

    internal static readonly ToLanesOp Instance = new();

    /// <summary>The shape of these images when they are turned.</summary>
    public static Shape Turned(Shape images) => images.With(0, images[0] / Images).With(images.Rank - 1, images[^1] * Images);

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Turned(inputs[0].Shape), inputs[0].DType);

    protected internal override void Forward(in ForwardContext c)
    {
        View x = c.Input(0);
        int groups = c.Output.Shape[0], size = (int)(x.Count / x.Shape[0]);
        Transpose.Run(new(x.Address, x.DType, [groups, Images, size]), new(c.Output.Address, x.DType, [groups, size, Images]), [0, 2, 1]);
    }
}
