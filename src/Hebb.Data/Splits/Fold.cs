namespace Hebb;

/// <summary>One turn of a cross-validation: what to train on, and the part that is held out this time.</summary>
public sealed class Fold
{
    internal Fold(int repeat, int number, Dataset train, Dataset validation)
    {
        (Repeat, Number, Train, Validation) = (repeat, number, train, validation);
        Balance = new(("train", train), ("validation", validation));
    }

    /// <summary>Which repeat this is, from 0.</summary>
    public int Repeat { get; }

    /// <summary>Which part is held out, from 0.</summary>
    public int Number { get; }

    /// <summary>All other parts.</summary>
    public Dataset Train { get; }

    /// <summary>The part held out.</summary>
    public Dataset Validation { get; }

    /// <summary>The classes of both, with warnings where their ratios differ.</summary>
    public ClassBalance Balance { get; }

    /// <summary>For people: <c>repeat 1, fold 3: 135 to train on, 15 held out</c>, counted from 1.</summary>
    public override string ToString() => $"repeat {Repeat + 1}, fold {Number + 1}: {Train.Count} to train on, {Validation.Count} held out";
}
