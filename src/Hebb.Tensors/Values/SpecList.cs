namespace Hebb;

/// <summary>The outputs an op announces: almost always one, so the first two need no allocation.</summary>
public struct SpecList
{
    private TensorSpec _first;
    private TensorSpec _second;
    private List<TensorSpec>? _more;

    /// <summary>How many outputs were announced.</summary>
    public int Count { get; private set; }

    /// <summary>One of the outputs.</summary>
    public readonly TensorSpec this[int index] => index switch
    {
        0 => _first,
        1 => _second,
        _ => _more![index - 2],
    };

    /// <summary>Announces the next output.</summary>
    public void Add(TensorSpec spec)
    {
        if (Count == 0) _first = spec;
        else if (Count == 1) _second = spec;
        else (_more ??= []).Add(spec);
        Count++;
    }

    /// <summary>Announces the next output.</summary>
    public void Add(Shape shape, DType type) => Add(new TensorSpec(shape, type));
}
