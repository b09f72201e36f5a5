using Hebb.Kernels;

namespace Hebb;

/// <summary>An optimizer's update in a captured step: new parameter and slots from the old ones, the gradient and the single numbers of the step.</summary>
/// <remarks>Each output may take the place of what it replaces: the first that of the first input, the others those of the inputs after the gradient.</remarks>
internal sealed record UpdateOp(ElementwiseProgram Loop, int OutputCount) : Op
{
    public override int Reuses(int output) => output == 0 ? 0 : output + 1;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        for (int i = 0; i < OutputCount; i++) outputs.Add(inputs[Reuses(i)]);
    }

    protected internal override void Forward(in ForwardContext c) => Loop.Run(c.Inputs, c.Outputs);
}
