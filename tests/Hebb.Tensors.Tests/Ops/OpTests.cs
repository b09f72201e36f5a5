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

    [Fact]
    public void An_op_whose_input_s_tape_another_thread_closes_meanwhile_throws()
    {
        using ManualResetEventSlim began = new(), closed = new();
        Exception? thrown = null;
        Thread worker;
        using (GradientTape.Begin())
        {
            Tensor x = Tensor.Ones([3]) * 1.0;
            worker = new(() => thrown = Record.Exception(() => Op.Apply(new MeetOp(began, closed), x)));
            worker.Start();
            began.Wait();
        }
        closed.Set();
        worker.Join();
        Assert.Equal("Tensor: this tensor was made inside a GradientTape that has closed.", Assert.IsType<UsageException>(thrown).What);
    }

    private sealed record MeetOp(ManualResetEventSlim Began, ManualResetEventSlim Closed) : Op
    {
        public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

        protected internal override void Forward(in ForwardContext c)
        {
            Began.Set();
            Closed.Wait();
        }
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
