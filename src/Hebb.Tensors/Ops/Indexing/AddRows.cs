using Hebb.Kernels;

namespace Hebb;

/// <summary>A table with rows added to some of its rows, in the order given; an index may occur more than once.</summary>
internal sealed record AddRowsOp : Op
{
    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        if (c.Output.Address != c.Input(0).Address) Fill.Copy(c.Input(0), c.Output);
        Kernels.Gather.AddRows(c.Output, c.Input(1), c.Input(2));
    }

    public override void Vjp(in VjpContext c)
    {
        c.Add(0, c.OutputGradient);
        if (c.Needs(2)) c.Add(2, c.OutputGradient.Gather(c.Input(1)));
    }
}
