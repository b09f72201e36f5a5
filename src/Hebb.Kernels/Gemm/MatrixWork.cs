namespace Hebb.Kernels;

/// <summary>A matrix product, or a batch of them, as chunks for the worker pool: blocks of C, blocks of partial products, or several small products.</summary>
internal unsafe struct MatrixWork<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    private readonly MatrixProduct<T> _product;
    private readonly MatrixBatch _batch;
    private readonly MatrixCut _cut;
    private readonly int _productsPerChunk;
    private readonly nint _partSize;
    private readonly T* _partial;

    private MatrixWork(in MatrixProduct<T> product, in MatrixBatch batch)
    {
        _product = product;
        _batch = batch;
        _cut = new(product.Rows, product.Columns, product.Depth, product.AColumn != 1, product.BColumn != 1);
        _productsPerChunk = _cut.Blocks > 1 ? 1
            : (int)Math.Clamp(MatrixCut.ChunkMultiplications / Math.Max(1, (long)product.Rows * product.Columns * product.Depth), 1, batch.Count);
        _partSize = (nint)product.Rows * product.Columns;
        if (_cut.Parts > 1) _partial = (T*)Scratch.TakeShared(_cut.Parts * _partSize * sizeof(T));
    }

    /// <summary>Computes the whole product.</summary>
    public static void Multiply(in MatrixProduct<T> product, in MatrixBatch batch)
    {
        MatrixWork<L, T, V> work = new(product, batch);
        if (work._cut.Parts == 1)
        {
            WorkerPool.Run(ref work, (batch.Count + work._productsPerChunk - 1) / work._productsPerChunk * work._cut.Blocks);
            return;
        }
        for (int index = 0; index < batch.Count; index++)
        {
            MatrixWork<L, T, V> one = new(At(product, batch, index), new());
            WorkerPool.Run(ref one, one._cut.Parts * one._cut.Blocks);
            PartialSums<L, T, V>.Add(one._partial, one._cut.Parts, one._partSize, one._product.C, product.Rows, product.Columns, product.CRow,
                product.Accumulate);
        }
    }

    public readonly void Run(int chunk, int worker)
    {
        int group = chunk / _cut.Blocks, block = chunk % _cut.Blocks;
        if (_cut.Parts > 1) RunBlock(Part(group), block);
        else
            for (int index = group * _productsPerChunk; index < Math.Min((group + 1) * _productsPerChunk, _batch.Count); index++)
                RunBlock(At(_product, _batch, index), block);
    }

    private static MatrixProduct<T> At(in MatrixProduct<T> products, in MatrixBatch batch, int index)
    {
        (nint left, nint right, nint result) = batch.Offsets(index);
        MatrixProduct<T> product = products;
        product.A += left;
        product.B += right;
        product.C += result;
        return product;
    }

    private readonly MatrixProduct<T> Part(int part)
    {
        MatrixProduct<T> product = _product;
        product.A += (nint)part * _cut.PartDepth * product.AColumn;
        product.B += (nint)part * _cut.PartDepth * product.BRow;
        product.C = _partial + part * _partSize;
        product.CRow = product.Columns;
        product.Depth = Math.Min(_cut.PartDepth, product.Depth - part * _cut.PartDepth);
        product.Accumulate = false;
        return product;
    }

    private readonly void RunBlock(in MatrixProduct<T> product, int block)
    {
        int row = block / _cut.ColumnBlocks * _cut.BlockRows, column = block % _cut.ColumnBlocks * _cut.BlockColumns;
        MatrixBlock<L, T, V>.Multiply(product, _cut, row, Math.Min(row + _cut.BlockRows, product.Rows), column,
            Math.Min(column + _cut.BlockColumns, product.Columns));
    }
}
