using Hebb.Kernels;

namespace Hebb;

/// <summary>A number for each channel, such as a bias, as images in lanes want it: <c>[.., channels]</c> becomes <c>[channels * 16]</c>, each number 16
/// times.</summary>
internal sealed record RepeatInLanesOp : Op
{
    internal static readonly RepeatInLanesOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add([inputs[0].Shape[^1] * ToLanesOp.Images], inputs[0].DType);

    protected internal override void Forward(in ForwardContext c)
    {
        int channels = c.Input(0).Shape[^1];
        Broadcast.Run(new(c.Input(0).Address, c.Output.DType, [channels, 1]), new(c.Output.Address, c.Output.DType, [channels, ToLanesOp.Images]));
    }
}
