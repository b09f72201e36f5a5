namespace Hebb;

/// <summary>A model's captured predictions that nobody uses at the moment. A caller takes one, or captures one, and puts it back: none waits for
/// another.</summary>
/// <remarks>A place is emptied and filled by one compare-and-swap, and a prediction has one owner at a time, so nothing can be taken twice.</remarks>
internal sealed class PredictionPool(Model model)
{
    private const long MostIdleBytes = 64 << 20;
    private const int Places = 256;   // callers whose batches differ in size from call to call must not have one captured each time
    private readonly int _reach = Math.Clamp(2 * Environment.ProcessorCount, 16, Places);   // how many of one size wait side by side
    private readonly Prediction?[] _idle = new Prediction?[Places];
    private readonly Sequential[] _stacks = [.. model.Descendants().OfType<Sequential>()];   // models whose layers may change
    private readonly int _changes = Changes([.. model.Descendants().OfType<Sequential>()]);
    private uint _nextOut;
    private bool _isOpByOp;

    /// <summary>The shape of a model with one input and one output, looked up once: the numbers of a sample, and of what is predicted for it.</summary>
    public (long Input, long Output) Lengths { get; } = (model.Inputs[0].Shape[1..].Count, model.Outputs[0].Rank > 0 ? model.Outputs[0].Shape[1..].Count : 1);

    /// <summary>Whether spans of floats can hold what goes in and out of the model.</summary>
    public bool TakesSpans { get; } = model.Inputs.Count == 1 && model.Outputs.Count == 1
        && model.Inputs[0].DType == DType.Float32 && model.Outputs[0].DType == DType.Float32 && HasRows(model.Inputs[0], model.Outputs[0]);

    /// <summary>Whether the output has one row for each sample.</summary>
    public bool GivesRows { get; } = HasRows(model.Inputs[0], model.Outputs[0]);

    /// <summary>False once layers were added or taken off.</summary>
    public bool IsCurrent => Changes(_stacks) == _changes;

    /// <summary>Those that wait, for tests.</summary>
    internal IEnumerable<Prediction> Idle => _idle.OfType<Prediction>();

    /// <summary>A prediction for so many samples of these types; null when the model must be run op by op.</summary>
    public Prediction? Take(ReadOnlySpan<DType> types, int samples)
    {
        for (int i = 0; i < _reach; i++)
        {
            ref Prediction? place = ref Place(samples, i);
            if (Volatile.Read(ref place) is { } idle && idle.Fits(types, samples) && Interlocked.CompareExchange(ref place, null, idle) == idle) return idle;
        }
        return Volatile.Read(ref _isOpByOp) ? null : Compile(types, samples);
    }

    /// <summary>Puts a prediction back. Of more than the pool may hold, some go.</summary>
    public void Return(Prediction prediction)
    {
        if (prediction.Bytes <= MostIdleBytes / _idle.Length || MakeRoom(prediction.Bytes))
        {
            for (int i = 0; i < _reach; i++)
            {
                ref Prediction? place = ref Place(prediction.Samples, i);
                if (Volatile.Read(ref place) is null && Interlocked.CompareExchange(ref place, prediction, null) is null) return;
            }
            Volatile.Write(ref Place(prediction.Samples, (int)(Interlocked.Increment(ref _nextOut) % (uint)_reach)), prediction);
        }
    }

    // Where the predictions for so many samples are looked for, one after the other.
    private ref Prediction? Place(int samples, int number) => ref _idle[(samples + number) % Places];

    /// <summary>Forgets those that wait.</summary>
    public void Clear()
    {
        foreach (ref Prediction? place in _idle.AsSpan()) Volatile.Write(ref place, null);
    }

    // Large ones share what the small ones of a full pool may take.
    private bool MakeRoom(long bytes)
    {
        for (int i = 0; bytes <= MostIdleBytes && i <= _idle.Length; i++)
        {
            long idle = 0;
            foreach (ref Prediction? place in _idle.AsSpan()) idle += Volatile.Read(ref place)?.Bytes ?? 0;
            if (idle + bytes <= MostIdleBytes) return true;
            Volatile.Write(ref _idle[Interlocked.Increment(ref _nextOut) % (uint)_idle.Length], null);
        }
        return false;
    }

    // For both of the batch sizes with which the model was put together.
    private static bool HasRows(Tensor input, Tensor output) => output.Rank > 0 && input.Rank > 0 && output.Shape[0] == input.Shape[0]
        && output.Symbol?.Probe.Shape[0] == input.Symbol?.Probe.Shape[0];

    private Prediction? Compile(ReadOnlySpan<DType> types, int samples)
    {
        try
        {
            Prediction prediction = Prediction.Compile(model, types, samples);
            return prediction.GivesRows ? prediction : null;
        }
        catch (UsageException)
        {
            Volatile.Write(ref _isOpByOp, true);   // a layer of the user's reads values, or hides state: it is run as it always was
            return null;
        }
        catch (HebbException)
        {
            return null;   // op by op, the message tells in which layer
        }
    }

    private static int Changes(Sequential[] stacks)
    {
        int changes = 0;
        foreach (Sequential stack in stacks) changes += stack.Changes;
        return changes;
    }
}
