namespace Hebb;

/// <summary>Some samples of a dataset, gathered for one step.</summary>
public sealed class Batch
{
    internal Batch(Tensor inputs, Tensor labels, Tensor? weights, int[] rows)
    {
        Inputs = inputs;
        Labels = labels;
        Weights = weights;
        RowNumbers = rows;
    }

    /// <summary>The inputs, <c>[count, ...]</c>. Images of bytes have become floats of 0 to 255; scaling them is the model's business (a Rescaling
    /// layer).</summary>
    public Tensor Inputs { get; }

    /// <summary>The labels: class numbers (Int32) <c>[count]</c>, or targets <c>[count, ...]</c>.</summary>
    public Tensor Labels { get; }

    /// <summary>How much each sample counts in the loss, Float32 <c>[count]</c>; null where all count the same. (<see cref="Dataset.WithWeights(Tensor)"/>
    /// gives a dataset weights.)</summary>
    public Tensor? Weights { get; }

    /// <summary>The number of samples.</summary>
    public int Count => RowNumbers.Length;

    /// <summary>Which samples these are, as numbered in the data first made: views (splits, subsets, shuffles) keep the numbers.</summary>
    public ReadOnlySpan<int> Rows => RowNumbers;

    internal int[] RowNumbers { get; }

    internal static Batch Allocate(Dataset data, int count) => new(Memory(data.InputColumn, count), Memory(data.LabelColumn, count),
        data.WeightColumn is { } weights ? Memory(weights, count) : null, new int[count]);

    /// <summary>Fills this batch with the rows that stand in <see cref="RowNumbers"/>.</summary>
    internal void Gather(Dataset data)
    {
        data.InputColumn.Gather(RowNumbers, Inputs.View);
        data.LabelColumn.Gather(RowNumbers, Labels.View);
        if (Weights is not null) data.WeightColumn!.Gather(RowNumbers, Weights.View);
    }

    private static Tensor Memory(Column column, int count) => Tensor.AllocateOutside(new(column.RowShape.Insert(0, count), column.DType));
}
