namespace Hebb;

/// <summary>Where the gradients of one backward pass gather: a place for each output on the list, and one for each source that is not on it.</summary>
/// <remarks>Places 0 to <c>slots - 1</c> belong to the outputs on the list, by their slots; the ones after them to sources that are not on it (variables,
/// data). A thread keeps one table for all
/// its steps; a gradient rule that itself asks for gradients finds it taken, and gets another.</remarks>
internal sealed class CotangentTable
{
    private readonly Dictionary<Tensor, int> _leaves = new(ReferenceEqualityComparer.Instance);
    private bool[] _needed = [];
    private Cotangent[] _cotangents = [];
    private Recorder _recorder = null!;
    private int _firstSlot;
    private int _slots;

    /// <summary>How many outputs there were on the list when the pass began.</summary>
    public int Slots => _slots;

    /// <summary>Begins a pass over the outputs from <paramref name="firstSlot"/> to <paramref name="slots"/> - 1. Only the sources are needed, as
    /// yet.</summary>
    public void Begin(Recorder recorder, int firstSlot, int slots, ReadOnlySpan<Tensor> sources)
    {
        (_recorder, _firstSlot, _slots) = (recorder, firstSlot, slots);
        if (_needed.Length < slots + sources.Length)
        {
            _needed = new bool[2 * (slots + sources.Length)];
            _cotangents = new Cotangent[_needed.Length];
        }
        Array.Clear(_needed, 0, slots + sources.Length);
        foreach (Tensor source in sources)
        {
            if (Place(source) < 0) _leaves.Add(source, slots + _leaves.Count);
            _needed[Place(source)] = true;
        }
    }

    /// <summary>Ends the pass: nothing is kept alive by the table.</summary>
    public void End()
    {
        Array.Clear(_cotangents, 0, _slots + _leaves.Count);
        _leaves.Clear();
    }

    /// <summary>The place of a tensor, or -1 for a constant.</summary>
    public int Place(Tensor tensor)
    {
        int place = OnList(tensor);
        return place >= 0 || _leaves.TryGetValue(tensor, out place) ? place : -1;
    }

    /// <summary>Whether somebody asked for a gradient that passes through this place.</summary>
    public ref bool Needed(int place) => ref _needed[place];

    /// <summary>What has arrived at a place so far.</summary>
    public ref Cotangent this[int place] => ref _cotangents[place];

    // The slot of a tensor made inside the window and before the pass began, else -1.
    private int OnList(Tensor tensor) => _recorder.Slot(tensor) is var slot && slot >= _firstSlot && slot < _slots ? slot : -1;
}
