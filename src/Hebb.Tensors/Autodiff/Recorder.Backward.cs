namespace Hebb;

internal sealed partial class Recorder
{
    private CotangentTable? _idleTable;

    /// <summary>All of backpropagation: finds what depends on the sources, then goes through the window once in reverse, letting each op add its inputs'
    /// gradients.</summary>
    /// <param name="target">What is differentiated; a sum over its elements when it has several.</param>
    /// <param name="upstream">The gradient of some later number by the target; ones when null.</param>
    /// <param name="sources">What it is differentiated by: variables, or any tensors made before or inside the window.</param>
    /// <param name="window">The tape's window.</param>
    public Gradients Backward(Tensor target, Tensor? upstream, ReadOnlySpan<Tensor> sources, Window window)
    {
        if (!target.DType.IsFloat())
            throw new DTypeException($"Gradient: the target is {target.DType}, and only floating-point values have gradients.", target.Spec.ToString(),
                "differentiate a Float32 or Float64 loss");
        CotangentTable table = _idleTable ?? new();
        _idleTable = null;
        bool wasRecording = IsRecording;
        Origin origin = Capture?.Origin ?? default;
        try
        {
            int firstEntry = window.FirstEntry;
            table.Begin(this, firstEntry < _entryCount ? _entries[firstEntry].FirstOutput : _outputCount, _outputCount, sources);
            int targetPlace = table.Place(target);
            if (targetPlace < 0)
                throw new UsageException("Gradient: the target was not computed while this tape was open.", $"target {target.Spec}",
                    "compute the loss between GradientTape.Begin() and Gradient(...), on the same thread");
            int last = MarkNeeded(table, firstEntry, targetPlace, sources, out bool anyUnseen);

            // Only a window outside this one may see the backward ops: that is all that second-order gradients need.
            IsRecording = window.WasRecording;
            table[targetPlace] = new(upstream ?? Tensor.Full(target.Shape, 1, target.DType), null);
            for (int i = last; i >= firstEntry; i--)
            {
                Entry entry = _entries[i];
                bool any = false;
                for (int k = entry.FirstOutput; k < entry.FirstOutput + entry.OutputCount; k++) any |= table.Needed(k) && !table[k].IsEmpty;
                if (!any) continue;
                RefuseOverwritten(entry);
                if (anyUnseen) RefuseUnseen(table, entry);
                if (Capture is not null) Capture.Origin = Capture.OriginOf(_outputs[entry.FirstOutput]) ?? origin;
                entry.Op.Vjp(new VjpContext(table, entry.Op, _inputs.AsMemory(entry.FirstInput, entry.InputCount),
                    _outputs.AsMemory(entry.FirstOutput, entry.OutputCount), entry.FirstOutput, IsRecording));
            }
            Gradients gradients = new();
            foreach (Tensor source in sources)
            {
                Cotangent found = table[table.Place(source)];
                gradients.Add(source, found);
                if (source is Variable && (found.Dense ?? found.Rows?.Values) is { } gradient) Capture?.NoteGradient(gradient);
            }
            GradientObserver?.Invoke(gradients);
            return gradients;
        }
        finally
        {
            IsRecording = wasRecording;
            if (Capture is not null) Capture.Origin = origin;
            table.End();
            _idleTable = table;
        }
    }

    // Goes forward up to the entry that made the target, whose number is returned, and marks what depends on a source; or on a value that no tape saw being
    // computed from a variable, so that the error is raised only if the target depends on it.
    private int MarkNeeded(CotangentTable table, int firstEntry, int targetPlace, ReadOnlySpan<Tensor> sources, out bool anyUnseen)
    {
        bool byVariables = false;
        foreach (Tensor source in sources) byVariables |= source is Variable;
        anyUnseen = false;
        if (targetPlace >= table.Slots) return firstEntry - 1;   // the target is itself a source, and not on the list
        int i = firstEntry;
        for (; i < _entryCount && _entries[i].FirstOutput <= targetPlace; i++)
        {
            ref Entry entry = ref _entries[i];
            bool reached = false, unseen = false;
            foreach (Tensor input in Inputs(entry))
            {
                int place = table.Place(input);
                if (place >= 0) reached |= table.Needed(place);
                else unseen |= byVariables && IsUnseen(input);
            }
            anyUnseen |= unseen;
            if (reached || unseen)
                for (int k = entry.FirstOutput; k < entry.FirstOutput + entry.OutputCount; k++) table.Needed(k) |= _outputs[k].DType.IsFloat();
        }
        return i - 1;
    }

    // Of an input that is neither on the list nor a source.
    private static bool IsUnseen(Tensor input) => input.DependsOnVariable && input is not Variable;

    private void RefuseUnseen(CotangentTable table, in Entry entry)
    {
        foreach (Tensor input in Inputs(entry))
            if (IsUnseen(input) && table.Place(input) < 0)
                throw new UsageException($"Gradient: {entry.Op.Name} uses a value that was computed from a variable before this tape was opened.",
                    $"value {input.Spec}", "open the tape before that value is computed, or mark it as a constant with Detach()");
    }

    private void RefuseOverwritten(in Entry entry)
    {
        for (int k = entry.FirstInput; k < entry.FirstInput + entry.InputCount; k++)
            if (_inputs[k] is Variable variable && Version(variable) != _versions[k])
                throw new UsageException($"Gradient: '{variable.Name}' was assigned after {entry.Op.Name} used it.", $"'{variable.Name}' {variable.Spec}",
                    "take all gradients of a tape before applying an optimizer");
    }
}
