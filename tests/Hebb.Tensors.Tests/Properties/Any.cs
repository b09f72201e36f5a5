using FsCheck;
using FsCheck.Fluent;

namespace Hebb.Tensors.Tests;

/// <summary>What the laws are tried on: shapes, tensors, and ways to cut them, smaller ones first when a law is broken.</summary>
internal static class Any
{
    /// <summary>A shape of up to four axes of 1 to 4.</summary>
    public static Gen<Shape> Shape(int leastRank = 0) => from rank in Gen.Choose(leastRank, 4)
                                                         from extents in Gen.Choose(1, 4).ArrayOf(rank)
                                                         select Hebb.Shape.Create(extents);

    /// <summary>Float64 values of a shape, between -2 and 2.</summary>
    public static Gen<Tensor> Tensor(Shape shape) => from values in Gen.Choose(-2000, 2000).ArrayOf((int)shape.Count)
                                                     select Hebb.Tensor.From(Array.ConvertAll(values, value => value / 1000.0), shape);

    public static Gen<Tensor> Tensor(int leastRank = 0) => from shape in Shape(leastRank)
                                                           from tensor in Tensor(shape)
                                                           select tensor;

    /// <summary>A tensor that broadcasts to a shape: some of its axes are 1, some leading ones missing.</summary>
    public static Gen<Tensor> Broadcastable(Shape shape) => from missing in Gen.Choose(0, shape.Rank)
                                                            from ones in Gen.Choose(0, 1).ArrayOf(shape.Rank)
                                                            let extents = shape.ToArray().Select((extent, axis) => ones[axis] == 1 ? 1 : extent).Skip(missing).ToArray()
                                                            from tensor in Tensor(Hebb.Shape.Create(extents))
                                                            select tensor;

    /// <summary>Three tensors that broadcast together.</summary>
    public static Gen<(Tensor A, Tensor B, Tensor C)> Three() => from shape in Shape()
                                                                 from a in Broadcastable(shape)
                                                                 from b in Broadcastable(shape)
                                                                 from c in Broadcastable(shape)
                                                                 select (a, b, c);

    /// <summary>Tries a law on many of these.</summary>
    public static void Holds<T>(Gen<T> values, Action<T> law) => Prop.ForAll(values.ToArbitrary(), law).QuickCheckThrowOnFailure();
}
