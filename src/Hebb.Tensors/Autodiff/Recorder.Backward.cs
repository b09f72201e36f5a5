namespace Hebb;

internal sealed partial class Recorder
{
    private readonly Dictionary<Tensor, int> _leaves = new(ReferenceEqualityComparer.Instance);
    private bool[] _needed = [];
    private Cotangent[] _cotangents = [];

    /// <summary>All of backpropagation: finds what depends on the sources, then goes through the window once in reverse, letting each op add its inputs' gradients.</summary>
    /// <param name="target">What is differentiated; a sum over its elements when it has several.</param>
    /// <param name="upstream">The gradient of some later number by the target; ones when null.</param>
    /// <param name="sources">What it is differentiated by: variables, or any tensors made before or inside the window.</param>
    /// <param name="window">The tape's window.</param>
    public Gradients Backward(Tensor target, Tensor? upstream, ReadOnlySpan<Tensor> sources, Window window)
    {
        int firstEntry = window.FirstEntry;
        int slots = _outputCount;
        int targetSlot = FindTarget(target, sources);
        // Places 0 .. slots-1 belong to the outputs on the list, the ones after them to sources that are not on it (variables, data).
        _leaves.Clear();
        if (_needed.Length < slots + sources.Length)
        {
            _needed = new bool[2 * (slots + sources.Length)];
            _cotangents = new Cotangent[_needed.Length];
        }
        bool[] needed = _needed;
        Array.Clear(needed, 0, slots + sources.Length);
        int firstSlot = firstEntry < _entryCount ? _entries[firstEntry].FirstOutput : slots;
        for (int i = 0; i < sources.Length; i++)
        {
            int slot = Slot(sources[i]);
            int place = slot >= firstSlot ? slot : slots + i;
            if (place >= slots) _leaves[sources[i]] = place;
            needed[place] = true;
        }
        bool byVariables = false;
        foreach (Tensor source in sources) byVariables |= source is Variable;
        if (targetSlot < 0) targetSlot = _leaves[target];   // the target is itself a source

        int last = firstEntry - 1;   // the entry that made the target
        for (int i = firstEntry; i < _entryCount && (targetSlot >= slots || _entries[i].FirstOutput <= targetSlot); i++)
        {
            ref Entry entry = ref _entries[i];
            bool reached = false;
            foreach (Tensor input in Inputs(entry))
            {
                int place = Place(input, firstSlot);
                if (place >= 0) reached |= needed[place];
                else if (byVariables && input.DependsOnVariable && input is not Variable) ThrowUnseen(input, entry.Op);
            }
            if (reached)
                for (int k = 0; k < entry.OutputCount; k++)
                    needed[entry.FirstOutput + k] |= _outputs[entry.FirstOutput + k].DType.IsFloat();
            last = i;
        }

        // Only a window outside this one may see the backward ops: that is all that second-order gradients need.
        bool wasRecording = IsRecording;
        IsRecording = window.WasRecording;
        Cotangent[] cotangents = _cotangents;
        try
        {
            cotangents[targetSlot] = new(upstream ?? Tensor.Full(target.Shape, 1, target.DType), null);
            for (int i = last; i >= firstEntry; i--)
            {
                Entry entry = _entries[i];
                bool any = false;
                for (int k = 0; k < entry.OutputCount; k++) any |= needed[entry.FirstOutput + k] && !cotangents[entry.FirstOutput + k].IsEmpty;
                if (!any) continue;
                RefuseOverwritten(entry);
                entry.Op.Vjp(new VjpContext(this, _inputs.AsMemory(entry.FirstInput, entry.InputCount), _outputs.AsMemory(entry.FirstOutput, entry.OutputCount),
                    cotangents, needed, entry.FirstOutput, firstSlot));
            }
            Gradients gradients = new();
            for (int i = 0; i < sources.Length; i++)
            {
                int slot = Slot(sources[i]);
                gradients.Add(sources[i], cotangents[slot >= firstSlot && slot < slots ? slot : _leaves[sources[i]]]);
            }
            return gradients;
        }
        finally
        {
            IsRecording = wasRecording;
            Array.Clear(cotangents, 0, slots + sources.Length);
            _leaves.Clear();
        }
    }

    /// <summary>The place of a tensor among the cotangents, or -1 for a constant.</summary>
    internal int Place(Tensor tensor, int firstSlot)
    {
        int slot = Slot(tensor);
        if (slot >= firstSlot) return slot;
        return _leaves.TryGetValue(tensor, out int place) ? place : -1;
    }

    private int FindTarget(Tensor target, ReadOnlySpan<Tensor> sources)
    {
        if (!target.DType.IsFloat())
            throw new DTypeException($"Gradient: the target is {target.DType}, and only floating-point values have gradients.", target.Spec.ToString(), "differentiate a Float32 or Float64 loss");
        int slot = Slot(target);
        if (slot >= 0) return slot;
        foreach (Tensor source in sources)
            if (ReferenceEquals(source, target)) return -1;
        throw new UsageException("Gradient: the target was not computed while this tape was open.", $"target {target.Spec}",
            "compute the loss between GradientTape.Begin() and Gradient(...), on the same thread");
    }

    private static void ThrowUnseen(Tensor input, Op op) => throw new UsageException($"Gradient: {op.Name} uses a value that was computed from a variable before this tape was opened.",
        $"value {input.Spec}", "open the tape before that value is computed, or mark it as a constant with Detach()");

    private void RefuseOverwritten(in Entry entry)
    {
        for (int k = entry.FirstInput; k < entry.FirstInput + entry.InputCount; k++)
            if (_inputs[k] is Variable variable && variable.Version != _versions[k])
                throw new UsageException($"Gradient: '{variable.Name}' was assigned after {entry.Op.Name} used it.", $"'{variable.Name}' {variable.Spec}",
                    "take all gradients of a tape before applying an optimizer");
    }
}
