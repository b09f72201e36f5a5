using Hebb.Kernels;

namespace Hebb;

/// <summary>Gives any batch of any epoch, in memory that it uses again: what a trainer reads from.</summary>
/// <remarks>The order of an epoch depends on the seed and the epoch's number alone, so a run that is resumed in the middle of an epoch sees the same batches.
/// After the first full batch and the first
/// short one nothing is allocated; a batch is good until the next is read.</remarks>
internal sealed class BatchReader
{
    private readonly Dataset _data;
    private readonly int[] _order;
    private readonly int _samples, _size;
    private readonly ulong? _key;
    private int _epoch = -1;
    private Batch? _full, _rest;

    /// <summary>Makes a reader.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="size">How many of them a batch has.</param>
    /// <param name="seed">Shuffles each epoch anew; null keeps the order of the data.</param>
    /// <param name="dropRemainder">Leaves out the samples that do not fill a last batch.</param>
    public BatchReader(Dataset data, int size, ulong? seed = null, bool dropRemainder = false)
    {
        data.CheckBatchSize(size, dropRemainder);
        (_data, _samples, _size) = (data, data.Count, size);
        _order = seed is null ? [] : new int[_samples];
        _key = seed is { } value ? Philox.Key(value, "epochs") : null;
        Count = dropRemainder ? _samples / size : ((_samples - 1) / size) + 1;
    }

    /// <summary>The number of batches of an epoch.</summary>
    public int Count { get; }

    /// <summary>The number of samples of one of them.</summary>
    public int SamplesOf(int batch) => Math.Min(_size, _samples - (batch * _size));

    /// <summary>Gathers a batch into memory of the reader's own.</summary>
    public Batch Read(int epoch, int batch)
    {
        int count = SamplesOf(batch);
        Batch target = count == _size ? _full ??= Allocate(count) : _rest ??= Allocate(count);
        Read(epoch, batch, target);
        return target;
    }

    /// <summary>Memory for a batch of so many samples.</summary>
    public Batch Allocate(int count) => Batch.Allocate(_data, count);

    /// <summary>Whether a batch's memory is for so many samples of this data.</summary>
    public bool Fits(Batch batch, int count) =>
        batch.Count == count && Fits(batch.Inputs, _data.InputColumn) && Fits(batch.Labels, _data.LabelColumn) && Fits(batch.Weights, _data.WeightColumn);

    /// <summary>Gathers a batch into memory that <see cref="Allocate"/> made.</summary>
    public void Read(int epoch, int batch, Batch target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)batch, (uint)Count);
        if (_key is { } key && epoch != _epoch)
        {
            Philox.Permutation(_order, key + (ulong)epoch);
            _epoch = epoch;
        }

        int[] rows = target.RowNumbers;
        for (int i = 0; i < rows.Length; i++)
        {
            int sample = (batch * _size) + i;
            if (_key is not null) sample = _order[sample];
            rows[i] = _data.RowOf(sample);
        }
        target.Gather(_data);
    }

    private static bool Fits(Tensor? memory, Column? column) =>
        memory is null || column is null ? memory is null && column is null : memory.DType == column.DType && memory.Shape[1..] == column.RowShape;
}
