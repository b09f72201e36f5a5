namespace Hebb.Kernels;

/// <summary>A matrix product, or a batch of them, as chunks for the worker pool: blocks of C, or several small products, cut by shape alone.</summary>
internal unsafe struct MatrixWork<L, T, V> : IChunkedWork where L : struct, IVectors<T, V> where T : unmanaged where V : struct
{
    /// <summary>About the number of multiplications in a chunk: some microseconds, long against handing it out and short against the whole.</summary>
    private const long ChunkMultiplications = 1 << 19;

    /// <summary>The largest rows of a block: a panel of B that is copied serves so many rows.</summary>
    private const int LargestRows = 512;

    /// <summary>The smallest columns of a block: whole panels in every vector width, for the cuts may not depend on that.</summary>
    private const int SmallestColumns = 32;

    /// <summary>A product of few elements and great depth is cut along its depth, at multiples of this, into at most <see cref="LargestParts"/> partial products.</summary>
    private const int PartDepth = 512;

    private const int LargestParts = 32, LargestPartialSize = 1 << 16;

    private readonly MatrixProduct<T> _product;
    private readonly MatrixBatch _batch;
    private readonly int _blockRows, _blockColumns, _columnBlocks, _blocks, _productsPerChunk, _parts, _partDepth;
    private readonly nint _partSize;
    private T* _partial;

    public MatrixWork(in MatrixProduct<T> product, in MatrixBatch batch)
    {
        _product = product;
        _batch = batch;
        long depth = Math.Max(1, product.Depth);
        _blockRows = 64;
        _blockColumns = SmallestColumns;
        while (_blockRows < Math.Min(product.Rows, LargestRows) && _blockRows * _blockColumns * depth < ChunkMultiplications) _blockRows *= 2;
        while (_blockColumns < product.Columns && _blockRows * _blockColumns * depth < ChunkMultiplications) _blockColumns *= 2;
        int rowBlocks = (product.Rows + _blockRows - 1) / _blockRows;
        _columnBlocks = (product.Columns + _blockColumns - 1) / _blockColumns;
        _blocks = rowBlocks * _columnBlocks;
        _productsPerChunk = _blocks > 1 ? 1 : (int)Math.Clamp(ChunkMultiplications / (product.Rows * product.Columns * depth), 1, batch.Count);
        _parts = 1;
        _partDepth = product.Depth;
        _partSize = (nint)product.Rows * product.Columns;
        if (batch.Count == 1 && _blocks < 16 && product.Depth >= 2 * PartDepth && _partSize <= LargestPartialSize)
        {
            _partDepth = PartDepth * (int)((depth + PartDepth * LargestParts - 1) / (PartDepth * LargestParts));
            _parts = (product.Depth + _partDepth - 1) / _partDepth;
        }
    }

    /// <summary>Computes the whole product.</summary>
    public static void Multiply(in MatrixProduct<T> product, in MatrixBatch batch)
    {
        MatrixWork<L, T, V> work = new(product, batch);
        work.Run();
    }

    private void Run()
    {
        if (_parts > 1) _partial = (T*)Scratch.TakeShared(_parts * _partSize * sizeof(T));
        WorkerPool.Run(ref this, _parts > 1 ? _parts * _blocks : (_batch.Count + _productsPerChunk - 1) / _productsPerChunk * _blocks);
        if (_parts > 1) PartialSums<L, T, V>.Add(_partial, _parts, _partSize, _product.C, _product.Rows, _product.Columns, _product.CRow, _product.Accumulate);
    }

    public readonly void Run(int chunk, int worker)
    {
        int group = chunk / _blocks, block = chunk % _blocks;
        if (_parts > 1)
        {
            RunPart(group, block);
            return;
        }
        for (int index = group * _productsPerChunk; index < Math.Min((group + 1) * _productsPerChunk, _batch.Count); index++)
        {
            (nint left, nint right, nint result) = _batch.Offsets(index);
            MatrixProduct<T> product = _product;
            product.A += left;
            product.B += right;
            product.C += result;
            RunBlock(product, block);
        }
    }

    private readonly void RunPart(int part, int block)
    {
        MatrixProduct<T> product = _product;
        product.A += (nint)part * _partDepth * product.AColumn;
        product.B += (nint)part * _partDepth * product.BRow;
        product.C = _partial + part * _partSize;
        product.CRow = product.Columns;
        product.Depth = Math.Min(_partDepth, product.Depth - part * _partDepth);
        product.Accumulate = false;
        RunBlock(product, block);
    }

    private readonly void RunBlock(in MatrixProduct<T> product, int block)
    {
        int row = block / _columnBlocks * _blockRows, column = block % _columnBlocks * _blockColumns;
        MatrixBlock<L, T, V>.Multiply(product, row, Math.Min(row + _blockRows, product.Rows), column, Math.Min(column + _blockColumns, product.Columns));
    }
}
