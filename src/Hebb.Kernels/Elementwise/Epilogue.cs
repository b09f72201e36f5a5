namespace Hebb.Kernels;

/// <summary>What is done with each block of a result as soon as it is computed, while it is still in the cache: bias and activation, a residual sum, a gate,
/// dropout.</summary>
/// <remarks>
/// The result is seen as a matrix whose columns are its last axis. Blocks are whole rows. Kernels that take an epilogue call it
/// once for each, on the thread that computed it.
/// Each element gets what a pass of its own would give it, so the bits are the same.
/// </remarks>
internal abstract unsafe class Epilogue
{
    /// <summary>Whether an operand of this shape can be read by a result's epilogue.</summary>
    public static bool Takes(Shape operand, Shape result) =>
        operand == result || operand.Count == 1 || (result.Rank > 0 && operand.Rank > 0 && operand[^1] == result[^1] && operand.Count == operand[^1]);

    /// <summary>This one, and then another on what it has made of the block.</summary>
    public Epilogue Then(Epilogue? next) => next is null ? this : new Sequence(this, next);

    /// <summary>Whole rows of the result.</summary>
    /// <param name="value">Where they lie, one after the other.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">How many.</param>
    public abstract void RunRows(void* value, long row, long rows);

    private sealed class Sequence(Epilogue first, Epilogue second) : Epilogue
    {
        public override void RunRows(void* value, long row, long rows)
        {
            first.RunRows(value, row, rows);
            second.RunRows(value, row, rows);
        }
    }
}
