using System.Globalization;

namespace Hebb;

/// <summary>L-BFGS: Newton's method with a picture of the curvature made of the last steps and the changes of the gradient in them. For small and smooth
/// problems whose
/// loss and gradient can be computed over all data. (Liu and Nocedal 1989.)</summary>
/// <remarks>
/// It decides from step to step where to evaluate the loss, so it is a loop around an evaluation, and no <see cref="Optimizer"/> that a trainer could call. The
/// evaluation, loss and gradients, is captured once as a plan. The direction is <c>-H g</c>, H from the pairs <c>s</c> (a step) and <c>y</c> (what it
/// changed the
/// gradient by) by the two-loop recursion; a line search finds a step that fulfils the strong Wolfe conditions, <c>f(t) &lt;= f(0) + 1e-4 t f'(0)</c> and
/// <c>|f'(t)| &lt;= 0.9 |f'(0)|</c>. Vectors are in Float64, whatever the parameters' type. As PyTorch's, <c>line_search_fn="strong_wolfe"</c>.
/// </remarks>
/// <example><code>
/// var optimizer = new Lbfgs(model.Parameters);
/// double loss = optimizer.Minimize(() => meanSquaredError.Call(model.Call(inputs), targets), iterations: 100);
/// </code></example>
public sealed partial class Lbfgs
{
    private readonly Variable[] _parameters, _gradients;
    private readonly List<(Tensor Step, Tensor Change, double Inverse)> _pairs = [];   // the oldest first
    private readonly double _learningRate = 1, _gradientTolerance = 1e-7, _changeTolerance = 1e-9;
    private readonly int _historySize = 10;
    private Func<Tensor>? _loss;
    private Plan? _plan;
    private Tensor? _direction, _previousGradient;
    private double _step, _scale = 1;

    /// <summary>Begins with what is changed.</summary>
    /// <param name="parameters">The variables that the loss depends on, such as a model's parameters.</param>
    /// <exception cref="UsageException">There are none, or one is null.</exception>
    /// <exception cref="DTypeException">One is not of floating-point numbers.</exception>
    public Lbfgs(IReadOnlyList<Variable> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count == 0)
            throw new UsageException("Lbfgs: there is nothing to change.", "parameters 0", "pass a model's Parameters, or variables of your own");
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is null)
                throw new UsageException($"Lbfgs: parameter {i + 1} of {parameters.Count} is null.", $"parameters[{i}] null", "leave it out");
            if (!parameters[i].DType.IsFloat())
                throw new DTypeException($"Lbfgs: '{parameters[i].Name}' is {parameters[i].DType}, and only floating-point values have gradients.",
                    $"parameters[{i}] {parameters[i].Spec}", "leave it out, or make the variable of Float32 or Float64");
        }
        _parameters = [.. parameters];
        _gradients = [.. parameters.Select(static parameter => new Variable(parameter.Spec, parameter.Name))];
    }

    /// <summary>The first step that is tried along a direction; 1 by default, Newton's.</summary>
    public double LearningRate
    {
        get => _learningRate;
        init => _learningRate = value > 0 && double.IsFinite(value) ? value
            : throw Refused("learning rate", "learningRate", value, "a number above zero; 1 is usual");
    }

    /// <summary>How many of the last steps the curvature is made of; 10 by default (100 in PyTorch).</summary>
    public int HistorySize
    {
        get => _historySize;
        init => _historySize = value > 0 ? value : throw Refused("history", nameof(HistorySize), value, "one step or more; 10 is usual");
    }

    /// <summary>It has arrived when no element of the gradient is larger; 1e-7 by default.</summary>
    public double GradientTolerance
    {
        get => _gradientTolerance;
        init => _gradientTolerance = value >= 0 ? value
            : throw Refused("tolerance of the gradient", nameof(GradientTolerance), value, "a number of zero or more");
    }

    /// <summary>It has arrived when neither the loss nor a weight changes by more; 1e-9 by default.</summary>
    public double ChangeTolerance
    {
        get => _changeTolerance;
        init => _changeTolerance = value >= 0 ? value : throw Refused("tolerance of a change", nameof(ChangeTolerance), value, "a number of zero or more");
    }

    /// <summary>Whether steps are searched for along the direction; true by default. Without, each has the length of <see cref="LearningRate"/>.</summary>
    public bool SearchesLine { get; init; } = true;

    /// <summary>Whether the evaluation runs op by op instead of as a plan; the same bits, for debugging. False by default.</summary>
    public bool Eager { get; init; }

    /// <summary>How many iterations were done.</summary>
    public int Iterations { get; private set; }

    /// <summary>How often the loss and its gradient were computed.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Changes the parameters until the loss is least, or so many iterations are done. Called again, it goes on with the curvature that it
    /// knows.</summary>
    /// <param name="loss">Computes the loss, a single number, from the parameters: in tensor ops, over the same data each time. Layers behave as in
    /// training.</param>
    /// <param name="iterations">The most iterations; 20 by default.</param>
    /// <returns>The loss that was computed last: with the line search that of the parameters as they are now.</returns>
    /// <exception cref="OptionException">The number of iterations is below one.</exception>
    /// <exception cref="UsageException">A tape is open on this thread, or the loss is not a single number that depends on a parameter. (One that it
    /// does not depend on keeps its value.)</exception>
    public double Minimize(Func<Tensor> loss, int iterations = 20)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (iterations < 1) throw Refused("number of iterations", "iterations", iterations, "one or more; 20 is usual");
        if (Recorder.Current.OpenedAt is { Length: > 0 } opened)
            throw new UsageException("Lbfgs: a GradientTape is still open on this thread.", $"opened at {opened}",
                "close it before: the loss's gradient is taken by the optimizer");
        if (!ReferenceEquals(loss, _loss)) (_loss, _plan) = (loss, null);

        (double value, Tensor gradient) = Evaluate();
        if (Largest(gradient) <= GradientTolerance) return value;
        for (int i = 1; i <= iterations; i++)
        {
            bool isFirst = _previousGradient is null;
            Tensor direction = Direction(gradient);
            double before = value, slope = gradient.Dot(direction).ToScalar();
            (_previousGradient, _direction) = (gradient, direction);
            _step = isFirst ? Math.Min(1, 1 / gradient.Abs().Sum().ToScalar()) * LearningRate : LearningRate;
            Iterations++;
            if (slope > -ChangeTolerance) break;
            if (SearchesLine)
            {
                Point found = Search(new(0, value, gradient, slope), _step, direction);
                (_step, value, gradient) = (found.Step, found.Loss, found.Gradient);
                Move(_step, direction);
            }
            else
            {
                Move(_step, direction);
                if (i == iterations) break;
                (value, gradient) = Evaluate();
            }
            if (Largest(gradient) <= GradientTolerance || Largest(direction) * _step <= ChangeTolerance || Math.Abs(value - before) < ChangeTolerance) break;
        }
        return value;
    }

    // -H g by the two-loop recursion, after the last step and the change of the gradient in it were learned.
    private Tensor Direction(Tensor gradient)
    {
        if (_previousGradient is null) return -gradient;
        Learn(_direction! * _step, gradient - _previousGradient);
        var alphas = new double[_pairs.Count];
        Tensor q = -gradient;
        for (int i = alphas.Length - 1; i >= 0; i--)
        {
            alphas[i] = _pairs[i].Step.Dot(q).ToScalar() * _pairs[i].Inverse;
            q -= _pairs[i].Change * alphas[i];
        }
        Tensor r = q * _scale;
        for (int i = 0; i < alphas.Length; i++) r += _pairs[i].Step * (alphas[i] - _pairs[i].Change.Dot(r).ToScalar() * _pairs[i].Inverse);
        return r;
    }

    private void Learn(Tensor step, Tensor change)
    {
        double curvature = change.Dot(step).ToScalar();
        if (!(curvature > 1e-10)) return;   // H must stay positive definite
        if (_pairs.Count == HistorySize) _pairs.RemoveAt(0);
        _pairs.Add((step, change, 1 / curvature));
        _scale = curvature / change.Dot(change).ToScalar();
    }

    private (double Loss, Tensor Gradient) Evaluate()
    {
        Evaluations++;
        double loss;
        if (Eager)
        {
            using var scope = TensorScope.Training();
            loss = LossAndGradients().ToScalar();
        }
        else
        {
            _plan ??= Plan.Compile(LossAndGradients, eager: "Lbfgs.Eager");
            _plan.Replay();
            loss = _plan.ToTensor().ToScalar();
        }
        return (loss, Tensor.Concat([.. _gradients.Select(static gradient => gradient.Detach().Reshape(-1).Cast(DType.Float64))], axis: 0));
    }

    private Tensor LossAndGradients()
    {
        using var tape = GradientTape.Begin();
        Tensor loss = _loss!()
            ?? throw new UsageException("Lbfgs: the loss gave nothing.", "loss null", "return the tensor that it computes, a single number");
        if (loss.Count != 1)
            throw new UsageException($"Lbfgs: the loss is of {loss.Count} numbers.", $"loss {loss.Spec}", "return a single number, such as loss.Mean()");
        Gradients gradients = loss.DependsOnVariable || !loss.DType.IsFloat() ? tape.Gradient(loss, _parameters) : throw Independent(loss);
        if (!Array.Exists(_parameters, gradients.Reaches)) throw Independent(loss);
        for (int i = 0; i < _parameters.Length; i++) _gradients[i].Assign(gradients[_parameters[i]]);
        return loss;
    }

    private UsageException Independent(Tensor loss) =>
        new("Lbfgs: the loss does not depend on any of the parameters.", $"loss {loss.Spec}   parameters {_parameters.Length}",
            "compute it inside the function, in tensor ops, from the variables that were given to new Lbfgs(...)");

    // Adds a part of a direction to the parameters.
    private void Move(double step, Tensor direction)
    {
        int start = 0;
        foreach (Variable parameter in _parameters)
        {
            Tensor part = direction.Slice(0, start, (int)parameter.Count).Reshape(parameter.Shape.Span);
            parameter.Assign((parameter.Detach().Cast(DType.Float64) + part * step).Cast(parameter.DType));
            start += (int)parameter.Count;
        }
    }

    private static double Largest(Tensor x) => x.Abs().Max().ToScalar();

    private static OptionException Refused(string what, string option, double value, string advice) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Lbfgs: the {what} is {value}."), string.Create(CultureInfo.InvariantCulture, $"{option} {value}"),
            $"use {advice}");
}
