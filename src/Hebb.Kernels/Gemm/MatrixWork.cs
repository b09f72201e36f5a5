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
    private readonly Epilogue? _epilogue;

    private MatrixWork(in MatrixProduct<T> product, in MatrixBatch batch, Epilogue? epilogue = null)
    {
        _product = product;
        _batch = batch;
        _epilogue = epilogue;
        _cut = new(product.Rows, product.Columns, product.Depth, product.AColumn != 1, product.BColumn != 1, epilogue is not null);
        _productsPerChunk = _cut.Blocks > 1 ? 1
            : (int)Math.Clamp(MatrixCut.ChunkMultiplications / Math.Max(1, (long)product.Rows * product.Columns * product.Depth), 1, batch.Count);
        _partSize = (nint)product.Rows * product.Columns;
        if (_cut.Parts > 1) _partial = (T*)Scratch.TakeShared(_cut.Parts * _partSize * sizeof(T));
    }

    private readonly int Chunks => (_batch.Count + _productsPerChunk - 1) / _productsPerChunk * _cut.Blocks;

    /// <summary>Computes the whole product; an epilogue belongs to a single one.</summary>
    public static void Multiply(in MatrixProduct<T> product, in MatrixBatch batch, Epilogue? epilogue)
    {
        MatrixWork<L, T, V> work = new(product, batch, epilogue);
        if (work._cut.Parts == 1)
        {
            WorkerPool.Run(ref work, work.Chunks);
            return;
        }
        for (int index = 0; index < batch.Count; index++)
        {
            MatrixWork<L, T, V> one = new(At(product, batch, index), new());
            WorkerPool.Run(ref one, one._cut.Parts * one._cut.Blocks);
            PartialSums<L, T, V>.Add(one._partial, one._cut.Parts, one._partSize, one._product.C, product.Rows, product.Columns, product.CRow,
                product.Accumulate);
        }
        epilogue?.RunRows(product.C, 0, product.Rows);
    }

    /// <summary>The same, prepared: all that is left is to compute.</summary>
    public static Bound Bind(in MatrixProduct<T> product, in MatrixBatch batch, Epilogue? epilogue) => new BoundProduct(product, batch, epilogue);

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
        int endRow = Math.Min(row + _cut.BlockRows, product.Rows), endColumn = Math.Min(column + _cut.BlockColumns, product.Columns);
        MatrixBlock<L, T, V>.Multiply(product, _cut, row, endRow, column, endColumn);
        if (_cut.Parts == 1) _epilogue?.RunRows(product.C + row * product.CRow, row, endRow - row);
    }

    private sealed class BoundProduct(MatrixProduct<T> product, MatrixBatch batch, Epilogue? epilogue) : Bound
    {
        private readonly MatrixProduct<T> _product = product;
        private readonly MatrixBatch _batch = batch;
        private MatrixWork<L, T, V> _work = new(product, batch, epilogue);

        public override void Run()
        {
            // Partial products lie in the memory of the thread that asks for them, which need not be the same every time.
            if (_work._cut.Parts > 1) Multiply(_product, _batch, epilogue);
            else if (_work.Chunks == 1) _work.Run(0, 0);
            else WorkerPool.Run(ref _work, _work.Chunks);
        }
    }
}
