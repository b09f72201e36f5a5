using Hebb.Testing;

namespace Hebb;

public static partial class GradientCheck
{
    private const double Nudge = 1e-5;

    /// <summary>Checks the gradient of a whole model, parameter by parameter and number by number, in the way of the course notes: each number is nudged both
    /// ways, <c>d_approx = (J(θ + ε) - J(θ - ε)) / 2ε</c>, and all of them together must agree with backpropagation,
    /// <c>‖d_approx - d‖ / (‖d_approx‖ + ‖d‖)</c> below <paramref name="tolerance"/>.</summary>
    /// <param name="model">A copy of it is checked, in Float64; the model itself stays as it is. Layers of your own need <paramref name="registry"/>.</param>
    /// <param name="loss">What is differentiated.</param>
    /// <param name="x">Some samples. Two or three are enough: each parameter costs two evaluations.</param>
    /// <param name="y">Their labels.</param>
    /// <param name="tolerance">1e-7 is great, 1e-5 deserves a look (a kink nearby?), 1e-3 is a mistake.</param>
    /// <param name="training">Whether layers behave as in training. Dropout then drops the same units in every evaluation.</param>
    /// <param name="registry">How layers of your own are made.</param>
    /// <returns>The ratio of all parameters together and of each; print it.</returns>
    /// <exception cref="OptionException">The tolerance is below 0.</exception>
    /// <exception cref="SpecFailedException">The ratio is above the tolerance; the message names the worst parameter and element.</exception>
    /// <remarks>What regularizers add to the loss is part of J. Not for use in training: it is slow. A ReLU whose input lies within ε of 0 fails without being
    /// wrong. (A041, A042; the notes' ε of 1e-7 is right in double precision only, and 1e-5 is better there too: the rounding of J is divided by
    /// ε.)</remarks>
    /// <example><code>Console.WriteLine(GradientCheck.Verify(model, new CrossEntropy(), images, labels));</code></example>
    public static GradientReport Verify(Model model, Loss loss, Tensor x, Tensor y, double tolerance = 1e-7, bool training = true,
        LayerRegistry? registry = null)
    {
        RequireTolerance(tolerance);
        GradientReport report = Compare(model, loss, x, y, training, registry);
        if (report.Ratio <= tolerance) return report;
        ParameterAgreement worst = report.Parameters.MaxBy(static parameter => double.IsNaN(parameter.Ratio) ? double.PositiveInfinity : parameter.Ratio)!;
        throw new SpecFailedException(
            $"GradientCheck: the gradients of '{model.Name}' are wrong: ratio {ElementReader.PrintShort(report.Ratio)}, "
            + $"allowed {ElementReader.PrintShort(tolerance)}.",
            $"worst parameter '{worst.Name}' {worst.Shape}, ratio {ElementReader.PrintShort(worst.Ratio)}: element {worst.WorstElement}, "
            + $"by backpropagation {ElementReader.PrintLong(worst.Gradient)}, numerically {ElementReader.PrintLong(worst.Numerical)}",
            double.IsNaN(worst.Ratio) ? "pass at least one sample, and none with a NaN; if the loss is finite, correct the Vjp"
            : "correct the Vjp of the operation that this parameter goes into; if a unit lies at a kink (ReLU at 0), check at other samples");
    }

    /// <summary>The same comparison without a verdict: <see cref="Verify(Model, Loss, Tensor, Tensor, double, bool, LayerRegistry?)"/> that never
    /// throws over a ratio.</summary>
    public static GradientReport Compare(Model model, Loss loss, Tensor x, Tensor y, bool training = true, LayerRegistry? registry = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        Model copy = CopyOf(model, registry ?? LayerRegistry.Default);
        (Tensor samples, Tensor labels) = (ToFloat64(x), ToFloat64(y));
        if (copy.Parameters.Count == 0)
            throw new UsageException("GradientCheck: the model has no parameters to check.", $"model '{model.Name}'",
                "add a layer with weights, or set Trainable = true");
        // States start every evaluation from the same values: the counters from which dropout draws, too.
        (Variable Variable, Tensor Value)[] states = [.. copy.Weights.Where(static weight => weight is State).Select(static state => (state, state.Detach()))];

        double[][] exact;
        using (var tape = GradientTape.Begin(training))
        {
            Gradients gradients = tape.Gradient(Evaluate(), copy.Parameters);
            exact = [.. copy.Parameters.Select(parameter => gradients[parameter].ToDoubles())];
        }
        return new([.. copy.Parameters.Select((parameter, i) => Approximate(parameter, exact[i]))]);

        Tensor Evaluate()
        {
            foreach ((Variable state, Tensor value) in states) state.Assign(value);
            return loss.Call(copy.Call(samples), labels).Sum() + copy.Penalty();
        }

        ParameterAgreement Approximate(Parameter parameter, double[] gradient)
        {
            double[] start = parameter.ToDoubles(), moved = [.. start], approximate = new double[start.Length];
            for (int i = 0; i < start.Length; i++)
            {
                approximate[i] = (At(i, start[i] + Nudge) - At(i, start[i] - Nudge)) / (2 * Nudge);
                moved[i] = start[i];
            }
            parameter.Assign(start.ToTensor(parameter.Shape, parameter.DType));
            return new(parameter.Name, parameter.Shape, gradient, approximate);

            double At(int i, double value)
            {
                moved[i] = value;
                parameter.Assign(moved.ToTensor(parameter.Shape, parameter.DType));
                using var tape = GradientTape.Begin(training);
                return Evaluate().ToScalar();
            }
        }
    }

    private static Model CopyOf(Model model, LayerRegistry registry)
    {
        try
        {
            return model.ToFloat64(registry);
        }
        catch (HebbException e) when (e.Within("GradientCheck, which copies the model"))
        {
            throw;
        }
    }
}
