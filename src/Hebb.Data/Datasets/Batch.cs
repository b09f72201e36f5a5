namespace Hebb;

/// <summary>Some samples of a dataset, gathered for one step.</summary>
public sealed class Batch
{
    internal Batch(Tensor inputs, Tensor labels, int[] rows)
    {
        Inputs = inputs;
        Labels = labels;
        RowNumbers = rows;
    }

    /// <summary>The inputs, <c>[count, ...]</c>. Images of bytes have become floats of 0 to 255; scaling them is the model's business (a Rescaling
    /// layer).</summary>
    public Tensor Inputs { get; }

    /// <summary>The labels: class numbers (Int32) <c>[count]</c>, or targets <c>[count, ...]</c>.</summary>
    public Tensor Labels { get; }

    /// <summary>The number of samples.</summary>
    public int Count => RowNumbers.Length;

    /// <summary>Which samples these are, as numbered in the data first made: views (splits, subsets, shuffles) keep the numbers.</summary>
    public ReadOnlySpan<int> Rows => RowNumbers;

    internal int[] RowNumbers { get; }

    internal static Batch Allocate(Column inputs, Column labels, int count) => new(Memory(inputs, count), Memory(labels, count), new int[count]);

    /// <summary>Fills this batch with the rows that stand in <see cref="RowNumbers"/>.</summary>
    internal void Gather(Column inputs, Column labels)
    {
        inputs.Gather(RowNumbers, Inputs.View);
        labels.Gather(RowNumbers, Labels.View);
    }

    private static Tensor Memory(Column column, int count) => Tensor.AllocateOutside(new(column.RowShape.Insert(0, count), column.DType));
}
