namespace Hebb;

/// <summary>In which order the elements of a block are listed. (A190.)</summary>
public enum ElementOrder
{
    /// <summary>The last axis changes fastest: <c>[[6, 8], [3, 4]]</c> is 6, 8, 3, 4. How C#, C and NumPy list, and all of Hebb.</summary>
    RowMajor,

    /// <summary>The first axis changes fastest: <c>[[6, 8], [3, 4]]</c> is 6, 3, 8, 4. How Fortran, MATLAB and R list.</summary>
    ColumnMajor,
}
