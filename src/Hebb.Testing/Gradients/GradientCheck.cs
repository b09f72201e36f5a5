using System.Globalization;
using System.Runtime.CompilerServices;
using Hebb.Testing;

namespace Hebb;

/// <summary>Compares gradients with finite differences: the way to find out whether a gradient rule, a layer or a whole model is right.</summary>
/// <remarks>
/// <para>For a function f, random numbers v by which its outputs are weighted and a random direction u, the vector-Jacobian product must satisfy
/// <c>⟨vᵀJ, u⟩ = d/dt ⟨v, f(x + t u)⟩</c> at t = 0. The left side comes from a tape; the right one from four evaluations in Float64, with the central
/// difference of fourth order
/// <c>(4 D(h/2) - D(h)) / 3</c>, <c>D(h) = (s(h) - s(-h)) / 2h</c>, whose own error is far below 1e-7. A direction mixes all elements, so one comparison sees
/// them all.</para>
/// <para>Order 2 checks the gradient's own gradient in the same way, by x and by v. Functions are not differentiable at kinks (ReLU at 0, the maximum of two
/// equal numbers): keep inputs away from them.</para>
/// </remarks>
/// <example><code>GradientCheck.Verify(x => x.Softmax(axis: -1), Tensor.Normal([4, 7], seed: 1));</code></example>
public static partial class GradientCheck
{
    /// <summary>Checks a function of one tensor.</summary>
    /// <param name="function">What is checked; it is called with Float64 values.</param>
    /// <param name="input">Where it is checked; Float32 values are converted to Float64.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's gradient too, and so on.</param>
    /// <param name="tolerance">The largest relative error allowed.</param>
    /// <param name="seed">Chooses the directions.</param>
    /// <param name="training">Whether layers behave as in training.</param>
    /// <param name="name">What the function is called in the error; the compiler fills in its source.</param>
    /// <returns>The largest relative error found.</returns>
    /// <exception cref="OptionException">The order is below 1, or the tolerance below 0.</exception>
    /// <exception cref="SpecFailedException">A gradient is wrong; the message names the input, the direction and the worst element.</exception>
    public static double Verify(Func<Tensor, Tensor> function, Tensor input, int order = 1, double tolerance = 1e-7, ulong seed = 1, bool training = true,
        [CallerArgumentExpression(nameof(function))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(input);
        return Verify(x => function(x[0]), [input], order, tolerance, seed, training, name);
    }

    /// <summary>Checks a function of several tensors. Integer and boolean inputs are passed through as constants.</summary>
    /// <param name="function">What is checked; it is called with Float64 values.</param>
    /// <param name="inputs">Where it is checked; Float32 values are converted to Float64.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's gradient too, and so on.</param>
    /// <param name="tolerance">The largest relative error allowed.</param>
    /// <param name="seed">Chooses the directions.</param>
    /// <param name="training">Whether layers behave as in training.</param>
    /// <param name="name">What the function is called in the error; the compiler fills in its source.</param>
    /// <returns>The largest relative error found.</returns>
    /// <exception cref="OptionException">The order is below 1, or the tolerance below 0.</exception>
    /// <exception cref="SpecFailedException">A gradient is wrong; the message names the input, the direction and the worst element.</exception>
    public static double Verify(Func<Tensor[], Tensor> function, Tensor[] inputs, int order = 1, double tolerance = 1e-7, ulong seed = 1, bool training = true,
        [CallerArgumentExpression(nameof(function))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        var points = new Point[inputs.Length];
        for (int i = 0; i < points.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(inputs[i], $"{nameof(inputs)}[{i}]");
            points[i] = new(ToFloat64(inputs[i]), $"input {i}");
        }
        return Verify(x => [function(x)], points, order, new(tolerance, seed, training, name));
    }

    /// <summary>Checks the gradients of a loss, or of any tensor, by variables: the parameters of a layer or of a model.</summary>
    /// <param name="loss">Computes what is differentiated, from the variables' present values. It must give the same value whenever it is called: no
    /// dropout.</param>
    /// <param name="variables">Moved to and fro meanwhile, and put back at the end. Float64 gives the full precision.</param>
    /// <param name="order">1 for the gradient, 2 for the gradient's gradient too.</param>
    /// <param name="tolerance">The largest relative error allowed; null means 1e-7, or 1e-2 when a variable or the loss is Float32.</param>
    /// <param name="seed">Chooses the directions.</param>
    /// <param name="training">Whether layers behave as in training.</param>
    /// <param name="name">What the loss is called in the error; the compiler fills in its source.</param>
    /// <returns>The largest relative error found.</returns>
    /// <exception cref="OptionException">The order is below 1, or the tolerance below 0.</exception>
    /// <exception cref="SpecFailedException">A gradient is wrong; the message names the variable, the direction and the worst element.</exception>
    /// <example><code>GradientCheck.Verify(() => (weight * weight).Sum(), [weight]);</code></example>
    public static double Verify(Func<Tensor> loss, IEnumerable<Variable> variables, int order = 1, double? tolerance = null, ulong seed = 1,
        bool training = true, [CallerArgumentExpression(nameof(loss))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(variables);
        List<Point> points = [];
        foreach (Variable variable in variables)
        {
            ArgumentNullException.ThrowIfNull(variable, $"{nameof(variables)}[{points.Count}]");
            points.Add(new(variable, $"variable '{variable.Name}'"));
        }
        return Verify(_ => [loss()], [.. points], order, new(tolerance, seed, training, name));
    }

    /// <summary>The course notes' measure of agreement, <c>‖a − b‖ / (‖a‖ + ‖b‖)</c>: below 1e-7 two gradients in double precision are the same, above
    /// 1e-4 one of them is wrong. 0 for two zeros; NaN where a number is NaN or infinite.</summary>
    public static double Ratio(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ShapeException($"GradientCheck.Ratio: {a.Length} numbers cannot be compared with {b.Length}.", $"a [{a.Length}]   b [{b.Length}]",
                "compare gradients of one tensor");
        double largest = 0, difference = 0, first = 0, second = 0;
        for (int i = 0; i < a.Length; i++) largest = Math.Max(largest, Math.Max(Math.Abs(a[i]), Math.Abs(b[i])));
        if (!double.IsFinite(largest)) return double.NaN;
        int exponent = largest == 0 ? 0 : Math.ILogB(largest);   // numbers near 1 have squares that neither overflow nor vanish
        for (int i = 0; i < a.Length; i++)
        {
            double x = Math.ScaleB(a[i], -exponent), y = Math.ScaleB(b[i], -exponent);
            difference += (x - y) * (x - y);
            first += x * x;
            second += y * y;
        }
        return difference == 0 ? 0 : Math.Sqrt(difference) / (Math.Sqrt(first) + Math.Sqrt(second));
    }

    /// <inheritdoc cref="Ratio(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static double Ratio(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Ratio(a.ToDoubles(), b.ToDoubles());
    }

    private static void RequireTolerance(double? tolerance)
    {
        if (tolerance is { } value && !(value >= 0))
            throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"GradientCheck: the tolerance cannot be {value}."),
                string.Create(CultureInfo.InvariantCulture, $"tolerance {value}"), "use zero or more; 1e-7 is usual in Float64");
    }

    private static Tensor ToFloat64(Tensor input) => input.DType == DType.Float32 ? input.ToDoubles().ToTensor(input.Shape, DType.Float64) : input.Detach();

    private static double Verify(Func<Tensor[], Tensor[]> function, Point[] points, int order, GradientSettings settings)
    {
        if (order < 1)
            throw new OptionException($"GradientCheck: the order is {order}.", $"order {order}", "use 1 for the gradient, 2 for its own gradient too");
        RequireTolerance(settings.Tolerance);
        GradientComparison comparison = new(function, points, 1, settings);
        double worst = comparison.Run();
        for (int next = 2; next <= order; next++)
        {
            comparison = comparison.OfTheGradient(next);
            worst = Math.Max(worst, comparison.Run());
        }
        return worst;
    }
}
