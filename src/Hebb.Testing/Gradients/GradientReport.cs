using System.Text;

namespace Hebb.Testing;

/// <summary>How well backpropagation agrees with numerical differentiation, for a model and for each of its parameters.</summary>
public sealed class GradientReport
{
    internal GradientReport(IReadOnlyList<ParameterAgreement> parameters)
    {
        Parameters = parameters;
        Ratio = GradientCheck.Ratio([.. parameters.SelectMany(static p => p.Approximated)], [.. parameters.SelectMany(static p => p.Backpropagated)]);
    }

    /// <summary><c>‖d_approx - d‖ / (‖d_approx‖ + ‖d‖)</c> of all parameters as one long vector.</summary>
    public double Ratio { get; }

    /// <summary>The same, of each parameter by itself.</summary>
    public IReadOnlyList<ParameterAgreement> Parameters { get; }

    /// <summary>A table, a line for each parameter with its ratio and its worst element, and the verdict of the course notes.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        int width = Math.Max(9, Parameters.Max(static parameter => parameter.Name.Length));
        text.Append("parameter".PadRight(width)).Append("    ratio  worst element\n");
        foreach (ParameterAgreement parameter in Parameters)
            text.Append(parameter.Name.PadRight(width)).Append("  ").Append(ElementReader.PrintShort(parameter.Ratio))
                .Append("  ").Append(parameter.WorstElement).Append('\n');
        string verdict = Ratio <= 1e-7 ? "great" : Ratio <= 1e-5 ? "fine, unless one parameter stands out" : Ratio <= 1e-3 ? "look closer" : "wrong";
        return text.Append("together".PadRight(width)).Append("  ").Append(ElementReader.PrintShort(Ratio)).Append("  ").Append(verdict).ToString();
    }
}
