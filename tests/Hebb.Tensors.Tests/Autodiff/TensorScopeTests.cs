namespace Hebb.Tensors.Tests;

public class TensorScopeTests
{
    [Fact]
    public void A_scope_records_nothing_and_owns_the_memory()
    {
        Tensor made;
        using (TensorScope.Inference())
        {
            made = Tensor.Ones([3]) * 2.0;
            Assert.Equal([2f, 2, 2], made.ToArray<float>());
            Assert.Equal(-1, Recorder.Current.Slot(made));
        }
        Assert.Throws<UsageException>(() => made.ToArray<float>());
    }

    [Fact]
    public void A_scope_within_a_tape_stops_the_recording_for_a_while()
    {
        Tensor x = Tensor.From([1.0, 2.0]);
        using var tape = GradientTape.Begin();
        Tensor y = x * x, unseen;
        using (TensorScope.Begin()) unseen = x * x;
        Tensor z = y + unseen;
        Assert.Equal([2.0, 4.0], tape.Gradient(z, x)[x].ToArray<double>());
    }

    [Fact]
    public void Stepping_out_of_all_tapes_makes_tensors_that_survive()
    {
        Tensor kept;
        using (GradientTape.Begin())
        {
            var before = Recorder.Current.Suspend();
            kept = Tensor.Ones([3]) * 2.0;
            Recorder.Current.Resume(before);
            Assert.True(Recorder.Current.IsRecording);
        }
        Assert.Equal([2f, 2, 2], kept.ToArray<float>());
    }
}
