using Hebb.Kernels;

namespace Hebb;

/// <summary>A table in which some rows are replaced; an index that occurs more than once has equal rows. The indices were used to read the table before, and
/// so are inside.</summary>
internal sealed record SetRowsOp : Op
{
    internal static readonly SetRowsOp Instance = new();

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        if (c.Output.Address != c.Input(0).Address) Fill.Copy(c.Input(0), c.Output);
        Kernels.Gather.SetRows(c.Output, c.Input(1), c.Input(2));
    }
}
