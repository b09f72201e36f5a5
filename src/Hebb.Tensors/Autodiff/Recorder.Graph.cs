namespace Hebb;

internal sealed partial class Recorder
{
    /// <summary>What was done in a window, in order: each op with what it read and what it made.</summary>
    public IEnumerable<(Op Op, Tensor[] Inputs, Tensor[] Outputs)> Applications(Window window)
    {
        for (int i = window.FirstEntry; i < _entryCount; i++)
        {
            Entry entry = _entries[i];
            yield return (entry.Op, _inputs[entry.FirstInput..(entry.FirstInput + entry.InputCount)],
                _outputs[entry.FirstOutput..(entry.FirstOutput + entry.OutputCount)]);
        }
    }
}
