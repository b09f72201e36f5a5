using System.Runtime.InteropServices;

namespace Hebb;

internal sealed partial class Recorder
{
    private readonly List<(object Owner, Tensor Value)> _asides = [];
    private int _firstAside;   // of the innermost window

    /// <summary>What was put aside since the innermost tape, or scope like it, was opened.</summary>
    public ReadOnlySpan<(object Owner, Tensor Value)> Asides => CollectionsMarshal.AsSpan(_asides)[_firstAside..];

    /// <summary>Keeps a value, such as a layer's penalty, for whoever asks before the innermost tape closes; outside of tapes nobody does, and nothing is
    /// kept.</summary>
    public void PutAside(object owner, Tensor value)
    {
        if (_depth > 0) _asides.Add((owner, value));
    }
}
