using Hebb.Kernels;

namespace Hebb;

/// <summary>Samples in memory: inputs, and for each a label (the number of its class) or a target (the values a model should give).</summary>
/// <remarks>A dataset never changes. What is taken from it (<see cref="Split"/>, <see cref="Take"/>, <see cref="Subset"/>, <see cref="Shuffle"/>) is a view
/// that shares its memory.
/// Inputs of bytes, as images have them, stay bytes and become floats of 0 to 255 while a batch is gathered.</remarks>
/// <example><code>
/// var data = Dataset.From(new[,] { { 0f, 0f }, { 0f, 1f }, { 1f, 0f }, { 1f, 1f } }, [0, 1, 1, 0]);   // exclusive or
/// foreach (Batch batch in data.Shuffle(seed: 1).Batches(2)) Console.WriteLine($"{batch.Inputs} {batch.Labels}");
/// </code></example>
public sealed partial class Dataset
{
    private readonly string[] _classNames;

    internal Dataset(Column inputs, Column labels, string[] classNames, int[]? rows = null)
    {
        InputColumn = inputs;
        LabelColumn = labels;
        RowNumbers = rows;
        _classNames = classNames;
    }

    /// <summary>The number of samples.</summary>
    public int Count => RowNumbers?.Length ?? InputColumn.Count;

    /// <summary>The shape of one input: <c>[28, 28, 1]</c> for a grey image, <c>[features]</c> for a row of a table.</summary>
    public Shape InputShape => InputColumn.RowShape;

    /// <summary>The element type of the inputs of a batch.</summary>
    public DType InputDType => InputColumn.DType;

    /// <summary>The shape of one label: <c>[]</c> for the number of a class.</summary>
    public Shape LabelShape => LabelColumn.RowShape;

    /// <summary>The element type of the labels of a batch: Int32 for classes, floating-point for targets.</summary>
    public DType LabelDType => LabelColumn.DType;

    /// <summary>The number of classes; 0 where the labels are targets.</summary>
    public int Classes => _classNames.Length;

    /// <summary>What the classes are called; <c>0, 1, 2...</c> where nothing else was said, and empty where the labels are targets.</summary>
    public IReadOnlyList<string> ClassNames => _classNames;

    internal Column InputColumn { get; }

    internal Column LabelColumn { get; }

    /// <summary>The rows that this view shows, in its order; null for all.</summary>
    internal int[]? RowNumbers { get; }

    /// <summary>Which sample of the data first made this one is.</summary>
    internal int RowOf(int sample) => RowNumbers is null ? sample : RowNumbers[sample];

    /// <summary>The class of a sample.</summary>
    /// <exception cref="UsageException">The labels are not one class for each sample.</exception>
    public int LabelAt(int sample)
    {
        RequireSample("LabelAt", sample);
        if (LabelColumn is not Column<int> { RowLength: 1 } classes)
            throw new UsageException("Dataset: the samples have no single class.", $"labels {LabelDType} {LabelShape}", "gather a batch and read its Labels");
        return classes.Values[RowOf(sample)];
    }

    /// <summary>For people: <c>60000 samples of Float32 [28, 28, 1] in 10 classes</c>.</summary>
    public override string ToString() =>
        $"{Count} samples of {InputDType} {InputShape} {(Classes > 0 ? $"in {Classes} classes" : $"with targets {LabelDType} {LabelShape}")}" +
        (HasWeights ? ", weighted" : "");

    /// <summary>The picture that a sample's input is.</summary>
    /// <exception cref="UsageException">The inputs are no images of bytes.</exception>
    public Image ImageAt(int sample)
    {
        RequireSample("ImageAt", sample);
        if (InputColumn is not ByteColumn { RowShape: [int height, int width, int channels] } images)
            throw new UsageException("Dataset: the inputs are no images of bytes.", $"inputs {InputDType} {InputShape}", "gather a batch and read its Inputs");
        return new(height, width, channels, images.Values.Slice(RowOf(sample) * images.RowLength, images.RowLength).ToArray());
    }

    /// <summary>The samples batch by batch, in the order of this dataset; each batch has memory of its own.</summary>
    /// <param name="size">The number of samples of a batch.</param>
    /// <param name="dropRemainder">Leaves out the samples that do not fill a last batch; else that one is smaller.</param>
    /// <exception cref="OptionException"><paramref name="size"/> is not positive.</exception>
    public IEnumerable<Batch> Batches(int size = 32, bool dropRemainder = false)
    {
        CheckBatchSize(size, dropRemainder);
        return Enumerate();

        IEnumerable<Batch> Enumerate()
        {
            for (int first = 0; first < Count && (!dropRemainder || Count - first >= size); first += size)
            {
                Batch batch = Batch.Allocate(this, Math.Min(size, Count - first));
                for (int i = 0; i < batch.Count; i++) batch.RowNumbers[i] = RowOf(first + i);
                batch.Gather(this);
                yield return batch;
            }
        }
    }

    /// <summary>The first <paramref name="count"/> samples, or all if there are fewer.</summary>
    /// <exception cref="OptionException"><paramref name="count"/> is not positive.</exception>
    public Dataset Take(int count)
    {
        if (count <= 0) throw new OptionException("Dataset: at least one sample must be taken.", $"count {count}", "give a count of 1 or more");
        if (count >= Count) return this;
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = RowOf(i);
        return View(rows);
    }

    /// <summary>The samples of these numbers (0 to <see cref="Count"/> - 1), in this order; a number may come twice.</summary>
    /// <exception cref="OptionException">There is no number, or one outside.</exception>
    public Dataset Subset(params ReadOnlySpan<int> samples)
    {
        if (samples.IsEmpty)
            throw new OptionException("Dataset: a subset needs at least one sample.", "no numbers were given", "give the numbers of the samples to keep");
        int[] rows = new int[samples.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            if ((uint)samples[i] >= (uint)Count)
            {
                throw new OptionException("Dataset: there is no such sample.", $"number {samples[i]}, at place {i}, of {Count} samples",
                    $"use numbers from 0 to {Count - 1}");
            }
            rows[i] = RowOf(samples[i]);
        }
        return View(rows);
    }

    /// <summary>The same samples in a random order, always the same for the same seed.</summary>
    public Dataset Shuffle(ulong seed)
    {
        int[] rows = new int[Count];
        Philox.Permutation(rows, Philox.Key(seed, "shuffle"));
        for (int i = 0; i < rows.Length; i++) rows[i] = RowOf(rows[i]);
        return View(rows);
    }

    /// <summary>A view of other rows.</summary>
    internal Dataset View(int[] rows) => new(InputColumn, LabelColumn, _classNames, rows) { WeightColumn = WeightColumn };

    internal void CheckBatchSize(int size, bool dropRemainder)
    {
        if (size <= 0) throw new OptionException("Dataset: a batch needs at least one sample.", $"batch size {size}", "give a size of 1 or more; 32 is usual");
        if (dropRemainder && size > Count)
            throw new OptionException("Dataset: not one batch can be filled, and the remainder is dropped.", $"batch size {size}, {Count} samples",
                "use a smaller batch, or keep the remainder");
    }

    private void RequireSample(string name, int sample)
    {
        if ((uint)sample >= (uint)Count)
            throw new OptionException($"{name}: there is no sample {sample}.", $"sample {sample} of {Count}", $"use a number from 0 to {Count - 1}");
    }
}
