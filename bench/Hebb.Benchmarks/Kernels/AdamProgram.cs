namespace Hebb.Benchmarks.Kernels;

/// <summary>Adam's update of one large parameter, ready to run: as the optimizer does it, and by hand.</summary>
internal sealed unsafe class AdamProgram
{
    private readonly UpdateProgram _program = UpdateProgram.Capture(new VisibleAdam().Formula, DType.Float32);
    private readonly Variable _weights, _gradient;
    private readonly Variable[] _slots;

    public AdamProgram(int count)
    {
        _weights = new(Tensor.Full([count], 0.5), "weights");
        _gradient = new(Tensor.Full([count], 1e-3), "gradient");
        _slots = [new(_weights.Spec, "m"), new(_weights.Spec, "v")];
        _program.Prepare(1e-6, 10);
    }

    /// <summary>One step of the optimizer's program.</summary>
    public void Run() => _program.Run(_weights, _gradient, _slots);

    /// <summary>One step of the loop written by hand.</summary>
    public void RunByHand() =>
        HandWritten.Adam(Address(_weights), Address(_gradient), Address(_slots[0]), Address(_slots[1]), (nint)_weights.Count, 1e-6f, 1e-7f);

    private static float* Address(Variable variable) => (float*)variable.View.Address;

    /// <summary>Lets the formula be seen.</summary>
    private sealed class VisibleAdam : Adam
    {
        public void Formula(Update u) => Update(u);
    }
}
