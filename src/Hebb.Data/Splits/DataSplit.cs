namespace Hebb;

/// <summary>Data in three parts: to train on, to choose with (the development set), and to test with once, at the end.</summary>
/// <example><code>var (train, dev, test) = new HoldOut().Split(data, seed: 1);</code></example>
public sealed class DataSplit
{
    internal DataSplit(Dataset train, Dataset dev, Dataset test)
    {
        (Train, Dev, Test) = (train, dev, test);
        Balance = new(("train", train), ("dev", dev), ("test", test));
    }

    /// <summary>The samples to train on.</summary>
    public Dataset Train { get; }

    /// <summary>The samples that choose: when to stop, which settings are best.</summary>
    public Dataset Dev { get; }

    /// <summary>The samples that select nothing: what is measured on them is what is reported.</summary>
    public Dataset Test { get; }

    /// <summary>The classes of each part, with warnings where their ratios differ.</summary>
    public ClassBalance Balance { get; }

    /// <summary>Takes it apart.</summary>
    public void Deconstruct(out Dataset train, out Dataset dev, out Dataset test) => (train, dev, test) = (Train, Dev, Test);

    /// <summary>For people: the sizes, and the classes of each part.</summary>
    public override string ToString() => $"train {Train.Count}, dev {Dev.Count}, test {Test.Count}\n{Balance}";
}
