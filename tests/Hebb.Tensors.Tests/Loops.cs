namespace Hebb.Tensors.Tests;

/// <summary>Expected values, spelled out index by index.</summary>
internal static class Loops
{
    /// <summary>A Float64 tensor whose element at each index is computed by itself.</summary>
    public static Tensor Build(Shape shape, Func<int[], double> element)
    {
        var values = new double[shape.Count];
        var index = new int[shape.Rank];
        for (int i = 0; i < values.Length; i++)
        {
            long rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--) (rest, index[axis]) = (rest / shape[axis], (int)(rest % shape[axis]));
            values[i] = element(index);
        }
        return Tensor.From(values, shape);
    }

    /// <summary>Reads elements by their index.</summary>
    public static Func<int[], double> At(this Tensor x)
    {
        double[] values = x.DType switch
        {
            DType.Float64 => x.ToArray<double>(),
            DType.Float32 => Array.ConvertAll(x.ToArray<float>(), value => (double)value),
            DType.Int32 => Array.ConvertAll(x.ToArray<int>(), value => (double)value),
            _ => Array.ConvertAll(x.ToArray<long>(), value => (double)value),
        };
        Shape shape = x.Shape;
        return index =>
        {
            long at = 0;
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                Assert.InRange(index[axis], 0, shape[axis] - 1);
                at = at * shape[axis] + index[axis];
            }
            return values[at];
        };
    }
}
