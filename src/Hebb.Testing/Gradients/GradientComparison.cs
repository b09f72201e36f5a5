using Hebb.Kernels;
using static Hebb.Testing.ElementReader;

namespace Hebb.Testing;

/// <summary>One order of a gradient check: vector-Jacobian products beside finite differences, along random directions.</summary>
internal sealed class GradientComparison
{
    private const int Directions = 3;
    private const int ListedElements = 128;   // when a gradient is wrong, so many of its elements are looked at one by one

    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly Point[] _points;
    private readonly int _order;
    private readonly GradientSettings _settings;
    private readonly TensorSpec[] _outputs;
    private readonly bool _single;
    private readonly double _tolerance;
    private PhiloxStream _random;

    public GradientComparison(Func<Tensor[], Tensor[]> function, Point[] points, int order, GradientSettings settings)
    {
        _function = function;
        _points = points;
        _order = order;
        _settings = settings;
        _random = new(Philox.Key(settings.Seed, $"gradient check {order}"));
        using (GradientTape.Begin(settings.Training)) _outputs = Array.ConvertAll(Call(Present()), static output => output.Spec);
        foreach (TensorSpec output in _outputs)
        {
            if (!output.DType.IsFloat())
                throw new DTypeException($"GradientCheck: the function gives {output.DType}, and only floating-point values have gradients.",
                    $"{settings.Name} gives {output}",
                    "check a function whose result is floating point");
            _single |= output.DType == DType.Float32;
        }
        foreach (Point point in points) _single |= point.Tensor.DType == DType.Float32;
        _tolerance = settings.Tolerance ?? (_single ? 1e-2 : 1e-7);
    }

    /// <summary>Compares along all directions; returns the largest relative error, or throws.</summary>
    public double Run()
    {
        double worst = 0;
        for (int direction = 0; direction < Directions; direction++)
        {
            double[][] weights = Array.ConvertAll(_outputs, output => Normal(output.Shape.Count));
            double[][] gradients = Gradients(weights);
            for (int i = 0; i < _points.Length; i++)
            {
                if (!_points[i].IsDifferentiable || _points[i].Count == 0) continue;
                Agreement agreement = Compare(i, Normal(_points[i].Count), gradients[i], weights);
                if (!agreement.IsWithin(_tolerance)) throw Failure(i, direction, agreement, gradients[i], weights);
                worst = Math.Max(worst, agreement.Error);
            }
        }
        return worst;
    }

    /// <summary>The same check for the function (x, v) -> vᵀJ(x): whether the gradient, as a function, has the right gradient.</summary>
    public GradientComparison OfTheGradient(int order)
    {
        List<Point> points = [.. _points];
        foreach (TensorSpec output in _outputs) points.Add(new(Normal(output.Shape.Count).ToTensor(output.Shape, output.DType), "the incoming gradient"));
        return new(Vjp, [.. points], order, _settings);
    }

    private Tensor[] Vjp(Tensor[] all)
    {
        using var tape = GradientTape.Begin(_settings.Training);
        Tensor[] inputs = all[.._points.Length];
        Tensor[] sources = Array.FindAll(inputs, static input => input.DType.IsFloat());
        Gradients gradients = tape.Gradient(Weigh(Call(inputs), all[_points.Length..]), sources);
        return Array.ConvertAll(sources, source => gradients[source]);
    }

    // ⟨v, f⟩ as a tensor. The products are on the tape even where f does not depend on anything.
    private static Tensor Weigh(Tensor[] outputs, Tensor[] weights)
    {
        Tensor sum = (outputs[0] * weights[0]).Sum();
        for (int k = 1; k < outputs.Length; k++) sum += (outputs[k] * weights[k]).Sum();
        return sum;
    }

    private double[][] Gradients(double[][] weights)
    {
        using var tape = GradientTape.Begin(_settings.Training);
        Tensor[] inputs = Present();
        Tensor target = Weigh(Call(inputs), Weights(weights));
        Gradients gradients = tape.Gradient(target, Array.FindAll(inputs, static input => input.DType.IsFloat()));
        return Array.ConvertAll(inputs, input => input.DType.IsFloat() ? gradients[input].ToDoubles() : []);
    }

    private Agreement Compare(int point, double[] direction, double[] gradient, double[][] weights)
    {
        double product = 0, norm = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            product += gradient[i] * direction[i];
            norm += gradient[i] * gradient[i];
        }
        norm = Math.Sqrt(norm);
        // A right gradient agrees at one of the steps; a wrong one at none. Steps get smaller for functions that bend sharply.
        Agreement best = new(product, double.NaN, double.PositiveInfinity);
        foreach (double size in _single ? [1e-1, 1e-2] : (ReadOnlySpan<double>)[1e-3, 1e-4, 1e-5])
        {
            double step = size * _points[point].Scale;
            (double numeric, double noise) = Derivative(point, direction, step, weights);
            double difference = Math.Abs(product - numeric), scale = Math.Max(Math.Max(Math.Abs(product), Math.Abs(numeric)), norm);
            double error = difference == 0 ? 0 : difference / scale;
            if (error > _tolerance && size == 1e-3 && difference <= noise) error = 0;   // two zeros, but for the rounding of the evaluations
            if (!(error < best.Error)) continue;
            best = new(product, numeric, error);
            if (best.IsWithin(_tolerance)) break;
        }
        return best;
    }

    private (double Value, double Noise) Derivative(int point, double[] direction, double step, double[][] weights)
    {
        (double a, double magnitude) = Value(point, direction, step, weights);
        double b = Value(point, direction, -step, weights).Sum;
        double c = Value(point, direction, step / 2, weights).Sum;
        double d = Value(point, direction, -step / 2, weights).Sum;
        _points[point].Reset();
        double wide = (a - b) / (2 * step), narrow = (c - d) / step;
        return ((4 * narrow - wide) / 3, 32 * Math.ScaleB(1, -53) * magnitude / step);
    }

    // ⟨v, f⟩ at a displaced point, and the sum of the magnitudes of its terms.
    private (double Sum, double Magnitude) Value(int point, double[] direction, double t, double[][] weights)
    {
        _points[point].Move(direction, t);
        using var tape = GradientTape.Begin(_settings.Training);
        Tensor[] outputs = Call(Present());
        double sum = 0, magnitude = 0;
        for (int k = 0; k < outputs.Length; k++)
        {
            double[] values = outputs[k].ToDoubles();
            for (int i = 0; i < values.Length; i++)
            {
                sum += weights[k][i] * values[i];
                magnitude += Math.Abs(weights[k][i] * values[i]);
            }
        }
        return (sum, magnitude);
    }

    private SpecFailedException Failure(int point, int direction, Agreement found, double[] gradient, double[][] weights)
    {
        Point wrong = _points[point];
        (int element, Agreement worst) = WorstElement(point, gradient, weights);
        string of = _order == 1 ? "gradient" : _order == 2 ? "second-order gradient" : $"gradient of order {_order}";
        string errors = $"relative error {PrintShort(found.Error)}, allowed {PrintShort(_tolerance)}";
        string where = $"{wrong.Name} {wrong.Tensor.Spec}   direction {direction + 1} of {Directions} (seed {_settings.Seed})";
        return new($"GradientCheck: the {of} of {_settings.Name} by {wrong.Name} is wrong: {errors}.",
            $"{where}: {found}\n  worst element {Index(wrong.Shape, element)}: {worst}",
            double.IsFinite(worst.Product) && double.IsFinite(worst.Numeric)
            ? "correct the Vjp of the operation that this input goes into; if the input lies at a kink (ReLU at 0, equal numbers under a maximum), move it away"
            : "pass finite inputs at which the function is finite too; if these are such, correct the Vjp");
    }

    // The element whose own derivative is most wrong. In a large tensor the wrong half is found first, again and again, by directions that are zero in
    // the other.
    private (int Element, Agreement Agreement) WorstElement(int point, double[] gradient, double[][] weights)
    {
        int first = 0, count = gradient.Length;
        while (count > ListedElements)
        {
            int half = count / 2;
            double left = Compare(point, Within(first, half), gradient, weights).Difference;
            double right = Compare(point, Within(first + half, count - half), gradient, weights).Difference;
            if (right > left) (first, count) = (first + half, count - half);
            else count = half;
        }
        (int element, Agreement worst) = (first, default);
        for (int i = first; i < first + count; i++)
        {
            var unit = new double[gradient.Length];
            unit[i] = 1;
            Agreement agreement = Compare(point, unit, gradient, weights);
            if (i > first && !(agreement.Difference > worst.Difference)) continue;
            (element, worst) = (i, agreement);
        }
        return (element, worst);

        double[] Within(int from, int length)
        {
            var direction = new double[gradient.Length];
            Normal(length).CopyTo(direction, from);
            return direction;
        }
    }

    private Tensor[] Call(Tensor[] inputs)
    {
        try
        {
            Tensor[] outputs = _function(inputs);
            return Array.TrueForAll(outputs, static output => output is not null) ? outputs
                : throw new UsageException("GradientCheck: the function gives null, not a tensor.", $"function {_settings.Name}",
                    "return what is to be differentiated");
        }
        catch (HebbException e) when (e.Within($"GradientCheck of {_settings.Name}, with Float64 inputs"))
        {
            throw;
        }
    }

    private Tensor[] Present() => Array.ConvertAll(_points, static point => point.Tensor);

    private Tensor[] Weights(double[][] weights)
    {
        var tensors = new Tensor[weights.Length];
        for (int k = 0; k < tensors.Length; k++) tensors[k] = weights[k].ToTensor(_outputs[k].Shape, _outputs[k].DType);
        return tensors;
    }

    private double[] Normal(long count)
    {
        var values = new double[count];
        for (int i = 0; i < values.Length; i++) values[i] = _random.NextNormal();
        return values;
    }

    private readonly record struct Agreement(double Product, double Numeric, double Error)
    {
        public double Difference => double.IsFinite(Product - Numeric) ? Math.Abs(Product - Numeric) : double.MaxValue;

        public bool IsWithin(double tolerance) => Error <= tolerance;

        public override string ToString() => $"vjp {PrintLong(Product)}, numeric {PrintLong(Numeric)}";
    }
}
