namespace Hebb.Testing;

/// <summary>The inputs of one call of an operation under test: drawn once as doubles, given as tensors of Float32 or Float64.</summary>
internal sealed class SpecInputs
{
    private readonly OpSpec _spec;
    private readonly double[][] _values;

    /// <summary>Draws inputs of these shapes.</summary>
    public SpecInputs(OpSpec spec, Shape[] shapes, string key) : this(spec, shapes, new double[shapes.Length][])
    {
        for (int i = 0; i < shapes.Length; i++) _values[i] = spec.ValuesOf(i).DrawRepeating(shapes[i].Count, $"{key} {i}");
    }

    /// <summary>Takes inputs as they are.</summary>
    public SpecInputs(OpSpec spec, Shape[] shapes, double[][] values)
    {
        _spec = spec;
        _values = values;
        Shapes = shapes;
    }

    public Shape[] Shapes { get; }

    public int Count => Shapes.Length;

    public double[] this[int input] => _values[input];

    /// <summary>The inputs as tensors; those that are floating point, of this type.</summary>
    public Tensor[] Tensors(DType type)
    {
        var tensors = new Tensor[Count];
        for (int i = 0; i < Count; i++) tensors[i] = _values[i].ToTensor(Shapes[i], _spec.ValuesOf(i).Type ?? type);
        return tensors;
    }

    /// <summary>What the operation gives, outside any tape.</summary>
    public Tensor Call(DType type) => _spec.Call(Tensors(type));

    /// <summary>What it should give, in Float64, and of its shape.</summary>
    public (double[] Values, Shape Shape) Expected()
    {
        if (_spec.ElementReference is { } element) return ByElement(element);
        Tensor expected = (_spec.Reference ?? _spec.Call)(Tensors(DType.Float64));
        return (expected.ToDoubles(), expected.Shape);
    }

    /// <summary>The elements of the inputs that element i of an elementwise result is computed from.</summary>
    public double[] Operands(long i)
    {
        Shape shape = Merged();
        var operands = new double[Count];
        for (int k = 0; k < Count; k++) operands[k] = _values[k][Place(Shapes[k], shape, i)];
        return operands;
    }

    /// <summary>Shapes, for messages.</summary>
    public override string ToString() => string.Join("   ", Array.ConvertAll(Tensors(DType.Float32), static tensor => tensor.Spec.ToString()));

    private (double[] Values, Shape Shape) ByElement(Func<double[], double> element)
    {
        Shape shape = Merged();
        var values = new double[shape.Count];
        for (long i = 0; i < values.Length; i++) values[i] = element(Operands(i));
        return (values, shape);
    }

    private Shape Merged()
    {
        Shape shape = Shapes[0];
        foreach (Shape other in Shapes) Broadcasting.TryMerge(shape, other, out shape);
        return shape;
    }

    // Where in an input of one shape the element lies that is read for element i of the broadcast shape.
    private static long Place(Shape input, Shape output, long i)
    {
        long place = 0, stride = 1;
        for (int axis = 1; axis <= input.Rank; axis++)
        {
            long position = i % output[^axis];
            i /= output[^axis];
            if (input[^axis] != 1) place += position * stride;
            stride *= input[^axis];
        }
        return place;
    }
}
