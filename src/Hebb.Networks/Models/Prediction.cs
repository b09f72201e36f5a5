using Hebb.Kernels;

namespace Hebb;

/// <summary>A prediction that was captured for a number of samples, with memory of its own: for one caller at a time. Weights are read where they lie, so
/// it follows what is trained or loaded.</summary>
internal sealed class Prediction
{
    private readonly Tensor[] _inputs;      // the plan reads these
    private readonly Variable[] _others;    // the outputs after the first, which is the plan's result
    private readonly Plan _plan;

    private Prediction(Tensor[] inputs, Variable[] others, Plan plan)
    {
        (_inputs, _others, _plan) = (inputs, others, plan);
        Bytes = plan.SlabBytes + plan.Result.Count * plan.Result.DType.Size() + inputs.Sum(static x => x.Spec.Bytes) + others.Sum(static y => y.Spec.Bytes);
    }

    /// <summary>How many samples it is for.</summary>
    public int Samples => _inputs[0].Shape[0];

    /// <summary>The memory that it holds.</summary>
    public long Bytes { get; }

    /// <summary>Whether each output has a row for each sample; others cannot be computed in parts.</summary>
    public bool GivesRows
    {
        get
        {
            bool gives = _plan.Result.Shape.Rank > 0 && _plan.Result.Shape[0] == Samples;
            foreach (Variable other in _others) gives &= other.Rank > 0 && other.Shape[0] == Samples;
            return gives;
        }
    }

    /// <summary>Captures the model for so many samples of these types.</summary>
    /// <exception cref="UsageException">A layer reads values, or is not the same twice.</exception>
    public static Prediction Compile(Model model, ReadOnlySpan<DType> types, int samples)
    {
        var inputs = new Tensor[types.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = Tensor.AllocateOutside(new(model.Inputs[i].Shape[1..].Insert(0, samples), types[i]));
        Variable[]? others = null;
        Plan plan = Plan.Compile(() =>
        {
            using var scope = TensorScope.Inference();
            Tensor[] outputs = model.CallAll(inputs);
            others ??= [.. outputs.Skip(1).Select(static output => new Variable(output.Spec, "output"))];
            for (int i = 1; i < outputs.Length; i++) others[i - 1].Assign(outputs[i]);
            return outputs[0];
        });
        return new(inputs, others!, plan);
    }

    /// <summary>Whether it is for so many samples of these types.</summary>
    public bool Fits(ReadOnlySpan<DType> types, int samples)
    {
        if (Samples != samples) return false;
        for (int i = 0; i < types.Length; i++)
            if (_inputs[i].DType != types[i]) return false;
        return true;
    }

    /// <summary>Computes the outputs for samples in the host's memory.</summary>
    public void Run(ReadOnlySpan<float> samples, Span<float> results)
    {
        samples.CopyTo(_inputs[0].View.AsSpan<float>());
        _plan.Replay();
        _plan.Result.AsSpan<float>().CopyTo(results);
        GC.KeepAlive(this);
    }

    /// <summary>Computes the outputs for the samples from <paramref name="first"/> on, and puts them into the rows from there on.</summary>
    public void Run(ReadOnlySpan<Tensor> samples, Tensor[] results, int first)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            long bytes = _inputs[i].Spec.Bytes;
            Elements.Copy(samples[i].View.Address + (nint)(bytes / Samples * first), _inputs[i].View.Address, bytes);
            GC.KeepAlive(samples[i]);
        }
        _plan.Replay();
        for (int i = 0; i < results.Length; i++)
        {
            View output = Output(i);
            long bytes = output.Count * output.DType.Size();
            Elements.Copy(output.Address, results[i].View.Address + (nint)(bytes / Samples * first), bytes);
        }
        GC.KeepAlive(this);
    }

    /// <summary>Memory for the outputs of so many samples.</summary>
    public Tensor[] Results(int samples)
    {
        var results = new Tensor[1 + _others.Length];
        for (int i = 0; i < results.Length; i++) results[i] = Tensor.AllocateOutside(new(Output(i).Shape.With(0, samples), Output(i).DType));
        return results;
    }

    private View Output(int number) => number == 0 ? _plan.Result : _others[number - 1].View;
}
