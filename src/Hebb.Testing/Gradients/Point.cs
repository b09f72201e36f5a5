namespace Hebb.Testing;

/// <summary>One of the places by which a function is differentiated: an input, which is made anew for every evaluation, or a variable, which is
/// assigned.</summary>
internal sealed class Point
{
    private readonly Tensor _original;
    private readonly double[] _start;

    public Point(Tensor start, string name)
    {
        _original = Tensor = start;
        _start = start.ToDoubles();
        Name = name;
        double sum = 0;
        foreach (double value in _start) sum += value * value;
        Scale = Math.Max(1, Math.Sqrt(sum / Math.Max(1, Count)));
    }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>The tensor with its present values.</summary>
    public Tensor Tensor { get; private set; }

    public Shape Shape => Tensor.Shape;

    public bool IsDifferentiable => Tensor.DType.IsFloat();

    public int Count => _start.Length;

    /// <summary>The root of the mean square of its values where that is above 1: the scale in which steps are measured.</summary>
    public double Scale { get; }

    /// <summary>Moves it to <c>start + t direction</c>.</summary>
    public void Move(double[] direction, double t)
    {
        var values = new double[_start.Length];
        for (int i = 0; i < values.Length; i++) values[i] = _start[i] + t * direction[i];
        Set(values);
    }

    /// <summary>Puts it back.</summary>
    public void Reset()
    {
        if (Tensor is Variable) Set(_start);
        else Tensor = _original;
    }

    private void Set(double[] values)
    {
        Tensor moved = values.ToTensor(Shape, Tensor.DType);
        if (Tensor is Variable variable) variable.Assign(moved);
        else Tensor = moved;
    }
}
