namespace Hebb.Tensors.Tests;

public class OpTests
{
    [Fact]
    public void An_op_that_announces_another_number_of_outputs_than_it_is_applied_for_is_refused()
    {
        Tensor x = Tensor.Ones([3]);
        Snapshot.Errors("Op/output_count",
        [
            ("none announced", () => Op.Apply(new CopiesOp(0), x)),
            ("two announced, one asked for", () => Op.Apply(new CopiesOp(2), x)),
            ("two announced, three asked for", () => Op.ApplyAll(new CopiesOp(2), 3, x)),
        ]);
        Assert.Equal(2, Op.ApplyAll(new CopiesOp(2), 2, x).Length);
    }

    private sealed record CopiesOp(int Count) : Op
    {
        public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
        {
            for (int i = 0; i < Count; i++) outputs.Add(inputs[0]);
        }

        protected internal override void Forward(in ForwardContext c)
        {
            for (int i = 0; i < Count; i++) c.Input(0).AsSpan<float>().CopyTo(c.Outputs[i].AsSpan<float>());
        }
    }
}
