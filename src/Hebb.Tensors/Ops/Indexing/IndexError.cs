using Hebb.Kernels;

namespace Hebb;

/// <summary>The error about an index that a kernel found outside its axis.</summary>
internal static class IndexError
{
    /// <summary>Says which index it is, and where in the list of indices it stands.</summary>
    public static ShapeException Outside(string name, in View indices, long position, int extent, string values, IndexTaker? taker = null)
    {
        long index = indices.DType == DType.Int32 ? indices.AsSpan<int>()[(int)position] : indices.AsSpan<long>()[(int)position];
        if (taker is not null)
            return new($"{taker.Layer}: an input is not one of the numbers 0 to {extent - 1}.",
                $"inputs {indices.Shape}   input number {position} is {index}{(index == -1 && taker.WereFloats ? " or NaN" : "")}",
                $"use numbers from 0 to {extent - 1}{taker.Fix}");
        return new($"{name}: index {index} is outside 0 to {extent - 1}.", $"{values}   index number {position} is {index}",
            extent == 0 ? "there is nothing to take from; give a larger axis, or no indices" : $"use indices from 0 to {extent - 1}");
    }
}
