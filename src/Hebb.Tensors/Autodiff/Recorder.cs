using Hebb.Kernels;

namespace Hebb;

/// <summary>A thread's list of op applications. Tapes are windows on it; backward is one reverse loop over it.</summary>
/// <remarks>
/// An entry is an op with the ranges of its inputs and outputs in two flat arrays; nothing is allocated to record it once the arrays have grown. An output's
/// place in the array is its slot,
/// by which cotangents are found. The list and the arena are emptied together when the outermost tape closes.
/// </remarks>
internal sealed partial class Recorder
{
    [ThreadStatic] private static Recorder? t_current;

    private Entry[] _entries = new Entry[64];
    private Tensor[] _inputs = new Tensor[128];
    private int[] _versions = new int[128];
    private Tensor[] _outputs = new Tensor[64];
    private int _entryCount;
    private int _inputCount;
    private int _outputCount;
    private int _generation = 1;
    private int _depth;
    private string? _file;    // where the outermost open tape was begun
    private int _line;
    private readonly Arena _arena = new();

    /// <summary>The list of the current thread.</summary>
    public static Recorder Current => t_current ??= new();

    /// <summary>The arena new tensors come from, while a tape (or a scope like it) is open.</summary>
    public Arena? Arena { get; private set; }

    /// <summary>True while ops are to be written down.</summary>
    public bool IsRecording { get; private set; }

    /// <summary>Whether layers behave as in training: dropout drops, batch normalization uses the batch.</summary>
    public bool IsTraining { get; private set; }

    /// <summary>The list that ops are written to instead of being run, while a step is captured; null otherwise.</summary>
    public Capture? Capture { get; set; }

    /// <summary>Told of every op that runs on this thread, for a search for the culprit; null but then.</summary>
    public OpObserver? Observer { get; set; }

    /// <summary>Told of all gradients that tapes of this thread find, for a look inside a step; null but then.</summary>
    public Action<Gradients>? GradientObserver { get; set; }

    /// <summary>Where the outermost open tape was begun, for the error about a forgotten <c>using</c>; null when none is open.</summary>
    public string? OpenedAt => _file is null ? null : $"{_file}:{_line}";

    /// <summary>Begins a window; returns what <see cref="Close"/> needs to restore.</summary>
    public Window Open(bool recording, bool training, string file = "", int line = 0)
    {
        Window window = new(_entryCount, IsRecording, IsTraining, _depth, _generation, _asides.Count, _firstAside);
        _firstAside = _asides.Count;
        if (_depth++ == 0)
        {
            Arena = _arena;
            (_file, _line) = (file, line);
        }
        IsRecording = recording;
        IsTraining = training;
        return window;
    }

    /// <summary>Ends a window, and those inside it that are still open. With the outermost one, the list is emptied and the memory taken back. A window that
    /// has been closed stays so.</summary>
    public void Close(Window window)
    {
        if (window.Depth >= _depth || window.Generation != _generation) return;
        IsRecording = window.WasRecording;
        IsTraining = window.WasTraining;
        _depth = window.Depth;
        if (_asides.Count > window.Asides) _asides.RemoveRange(window.Asides, _asides.Count - window.Asides);
        _firstAside = window.OuterAsides;
        if (_depth > 0) return;
        Array.Clear(_entries, 0, _entryCount);
        Array.Clear(_inputs, 0, _inputCount);
        Array.Clear(_outputs, 0, _outputCount);
        _entryCount = _inputCount = _outputCount = 0;
        _generation++;
        _arena.Reset();
        Arena = null;
        _file = null;
    }

    /// <summary>Steps out of all tapes and captures for a while: ops run at once, nothing is recorded, and new tensors belong to nobody's arena. Returns what
    /// <see cref="Resume"/> needs.</summary>
    public (Arena? Arena, bool Recording, Capture? Capture) Suspend()
    {
        (Arena?, bool, Capture?) before = (Arena, IsRecording, Capture);
        (Arena, IsRecording, Capture) = (null, false, null);
        return before;
    }

    /// <summary>Steps back into the tapes and captures.</summary>
    public void Resume((Arena? Arena, bool Recording, Capture? Capture) before) => (Arena, IsRecording, Capture) = before;

    /// <summary>Writes an application down.</summary>
    public void Record(Op op, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        if (_entryCount == _entries.Length) Array.Resize(ref _entries, 2 * _entryCount);
        if (_inputCount + inputs.Length > _inputs.Length)
        {
            Array.Resize(ref _inputs, 2 * (_inputCount + inputs.Length));
            Array.Resize(ref _versions, _inputs.Length);
        }
        if (_outputCount + outputs.Length > _outputs.Length) Array.Resize(ref _outputs, 2 * (_outputCount + outputs.Length));
        _entries[_entryCount++] = new(op, _inputCount, inputs.Length, _outputCount, outputs.Length);
        foreach (Tensor input in inputs)
        {
            _versions[_inputCount] = input is Variable variable ? Version(variable) : 0;
            _inputs[_inputCount++] = input;
        }
        foreach (Tensor output in outputs)
        {
            output.Recorded = new(this, _generation, _outputCount);
            _outputs[_outputCount++] = output;
        }
    }

    // A captured assignment is one, though the storage has not changed yet.
    private int Version(Variable variable) => Capture is null ? variable.Version : variable.Version + Capture.Assignments(variable);

    private ReadOnlySpan<Tensor> Inputs(in Entry entry) => _inputs.AsSpan(entry.FirstInput, entry.InputCount);

    /// <summary>The slot of a tensor that this list made in its present generation, else -1.</summary>
    internal int Slot(Tensor tensor)
    {
        RecordedAt at = tensor.Recorded;
        return at.Recorder == this && at.Generation == _generation ? at.Slot : -1;
    }

    /// <summary>What a window restores when it closes, and where it began.</summary>
    internal readonly record struct Window(int FirstEntry, bool WasRecording, bool WasTraining, int Depth, int Generation, int Asides, int OuterAsides);

    private readonly record struct Entry(Op Op, int FirstInput, int InputCount, int FirstOutput, int OutputCount);
}

/// <summary>Sees an op with what it was given and what it made.</summary>
internal delegate void OpObserver(Op op, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs);
