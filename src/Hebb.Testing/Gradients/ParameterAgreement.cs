namespace Hebb.Testing;

/// <summary>The gradient by one parameter, computed in two ways.</summary>
public sealed class ParameterAgreement
{
    private readonly int _worst;

    internal ParameterAgreement(string name, Shape shape, double[] backpropagated, double[] approximated)
    {
        (Name, Shape, Backpropagated, Approximated) = (name, shape, backpropagated, approximated);
        Ratio = GradientCheck.Ratio(approximated, backpropagated);
        for (int i = 1; i < backpropagated.Length; i++)
            if (Difference(i) > Difference(_worst) || double.IsNaN(Difference(i))) _worst = i;
    }

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>Its shape.</summary>
    public Shape Shape { get; }

    /// <summary><c>‖d_approx - d‖ / (‖d_approx‖ + ‖d‖)</c> of this parameter.</summary>
    public double Ratio { get; }

    /// <summary>Where the two differ most: <c>[2, 0]</c>.</summary>
    public string WorstElement => ElementReader.Index(Shape, _worst);

    /// <summary>The gradient by that element, by backpropagation.</summary>
    public double Gradient => Backpropagated[_worst];

    /// <summary>The same, by nudging the element.</summary>
    public double Numerical => Approximated[_worst];

    internal double[] Backpropagated { get; }

    internal double[] Approximated { get; }

    private double Difference(int i) => Math.Abs(Backpropagated[i] - Approximated[i]);
}
