using System.Globalization;

namespace Hebb;

/// <summary>The perceptron with its learning rule: one layer of threshold units, corrected only where it errs. (Rosenblatt 1958; A006 to A010.)</summary>
/// <remarks>
/// <para>Net input <c>y_in_j = b_j + sum over i of x_i w_ij</c>. A bipolar unit says 1 when <c>y_in > θ</c>, -1 when <c>y_in &lt; -θ</c>, else 0, with the
/// band θ; a binary one says 1 when <c>y_in >= 0</c>, so that a threshold T, which is a bias of -T, fires on equality.</para>
/// <para>Where <c>y_j != t_j</c>: bipolar <c>w_ij += α t_j x_i</c> and <c>b_j += α t_j</c>; binary <c>w_ij += α (t_j - y_j) x_i</c> and likewise b. Training
/// ends with an epoch in which no weight changes: it comes if and only if the classes can be told apart by a line (a plane, in more dimensions).</para>
/// <para>No gradient could do this: that of a threshold is zero. The units are plain loops over doubles, to be read.
/// (The notes sum <c>w_i y_in</c> in one place; it is <c>x_i w_ij</c>.)</para>
/// </remarks>
/// <example><code>
/// Tensor x = Tensor.From(new[,] { { 1.0, 1 }, { 1, -1 }, { -1, 1 }, { -1, -1 } });
/// var and = new Perceptron(inputs: 2);
/// Console.WriteLine(and.Fit(x, Tensor.From([1.0, -1, -1, -1])));   // w = 1 1, b = -1 after two epochs
/// </code></example>
public sealed class Perceptron
{
    private readonly double[] _weights;   // w_ij at i * outputs + j
    private readonly double[] _bias;

    /// <summary>A perceptron that has learned nothing yet: all weights are zero.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of units, each of which learns for itself.</param>
    public Perceptron(int inputs, int outputs = 1)
    {
        if (inputs < 1 || outputs < 1 || (long)inputs * outputs > Array.MaxLength)
            throw new OptionException($"Perceptron: it would have {inputs} inputs and {outputs} outputs.", $"inputs {inputs}   outputs {outputs}",
                "use at least one of each, and fewer than two thousand million weights");
        (Inputs, Outputs, _weights, _bias) = (inputs, outputs, new double[inputs * outputs], new double[outputs]);
    }

    /// <summary>One binary unit with given weights, which fires when <c>sum of w_i x_i >= threshold</c>: a logic gate.</summary>
    /// <example><code>var or = new Perceptron([1, 1], threshold: 0.5);</code></example>
    public Perceptron(ReadOnlySpan<double> weights, double threshold) : this(weights.Length)
    {
        foreach (double weight in (double[])[.. weights, threshold])
            if (!double.IsFinite(weight))
                throw new OptionException("Perceptron: its weights and its threshold are not all numbers.",
                    string.Create(CultureInfo.InvariantCulture, $"among them {weight}"), "pass finite numbers");
        weights.CopyTo(_weights);
        _bias[0] = -threshold;
        Output = PerceptronOutput.Binary;
    }

    /// <summary>The number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The number of units.</summary>
    public int Outputs { get; }

    /// <summary>What the units say: -1, 0 and 1 (the default), or 0 and 1.</summary>
    public PerceptronOutput Output
    {
        get;
        init => field = Enum.IsDefined(value) ? value
            : throw new OptionException("Perceptron: there is no such Output.", $"Output {value}", "use Binary or Bipolar");
    } = PerceptronOutput.Bipolar;

    /// <summary>The learning rate α; 1 by default. With zero weights at the start it only scales them.</summary>
    public double LearningRate
    {
        get;
        init => field = Positive(nameof(LearningRate), value, value > 0 && double.IsFinite(value), "use a number above zero; 1 is usual");
    } = 1;

    /// <summary>θ, half the width of the band in which a bipolar unit does not decide; 0 by default.</summary>
    public double Band { get; init => field = Positive(nameof(Band), value, value >= 0 && double.IsFinite(value), "use zero or more; 0.2 is the textbook's"); }

    /// <summary>The weights, Float64 <c>[inputs, outputs]</c>.</summary>
    public Tensor Weights => Tensor.From(_weights, [Inputs, Outputs]);

    /// <summary>The biases, Float64 <c>[outputs]</c>.</summary>
    public Tensor Bias => Tensor.From(_bias, [Outputs]);

    /// <summary>What the units say to each sample.</summary>
    /// <param name="x"><c>[samples, inputs]</c>.</param>
    /// <returns>Float64 <c>[samples, outputs]</c>, or <c>[samples]</c> of a single unit.</returns>
    public Tensor Call(Tensor x)
    {
        double[] samples = Samples("Call", x);
        int count = samples.Length / Inputs;
        var said = new double[count * Outputs];
        for (int n = 0; n < count; n++)
            for (int j = 0; j < Outputs; j++) said[(n * Outputs) + j] = Say(NetInput(samples.AsSpan(n * Inputs, Inputs), j));
        return Tensor.From(said, Outputs == 1 ? [count] : [count, Outputs]);
    }

    /// <summary>Learns until no weight changes.</summary>
    /// <param name="x"><c>[samples, inputs]</c>, seen in this order.</param>
    /// <param name="targets"><c>[samples]</c> or <c>[samples, outputs]</c>: -1 and 1 for bipolar units, 0 and 1 for binary ones.</param>
    /// <param name="epochs">When to give up.</param>
    /// <returns>Every step, and whether it converged.</returns>
    /// <exception cref="ShapeException">There are not as many inputs as the perceptron has, or not as many targets as samples and units.</exception>
    /// <exception cref="DataException">There are no samples, an input is no finite number, a target is none that the units can say, or the weights grow beyond
    /// what a number can hold; they are then what they were before.</exception>
    /// <exception cref="OptionException">There is no epoch to learn in.</exception>
    public PerceptronHistory Fit(Tensor x, Tensor targets, int epochs = 100)
    {
        if (epochs < 1) throw new OptionException($"Perceptron.Fit: the number of epochs is {epochs}.", $"epochs {epochs}", "use one or more; 100 is usual");
        double[] samples = Samples("Fit", x), truth = Targets(targets, samples.Length / Inputs);
        if (samples.Length == 0) throw new DataException("Perceptron.Fit: there are no samples to learn from.", $"x {x.Spec}", "pass at least one sample");
        double[] weights = [.. _weights], bias = [.. _bias];
        try
        {
            return Learn(samples, truth, epochs);
        }
        catch (DataException)
        {
            weights.CopyTo(_weights);
            bias.CopyTo(_bias);
            throw;
        }
    }

    private PerceptronHistory Learn(double[] samples, double[] truth, int epochs)
    {
        List<PerceptronStep> steps = [];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            bool changed = false;
            for (int n = 0; n < samples.Length / Inputs; n++)
            {
                steps.Add(Learn(epoch, n, samples.AsSpan(n * Inputs, Inputs), truth[(n * Outputs)..((n + 1) * Outputs)]));
                changed |= steps[^1].Changed;
            }
            if (!changed) return new(steps, epoch, Converged: true);
        }
        return new(steps, epochs, Converged: false);
    }

    private PerceptronStep Learn(int epoch, int sample, ReadOnlySpan<double> x, double[] target)
    {
        double[] netInput = new double[Outputs], output = new double[Outputs];
        bool changed = false;
        for (int j = 0; j < Outputs; j++)
        {
            netInput[j] = NetInput(x, j);
            output[j] = Say(netInput[j]);
            if (output[j] == target[j]) continue;
            double correction = LearningRate * (Output == PerceptronOutput.Bipolar ? target[j] : target[j] - output[j]);
            for (int i = 0; i < Inputs; i++) _weights[(i * Outputs) + j] += correction * x[i];
            _bias[j] += correction;
            changed = true;
        }
        if (changed && !(Array.TrueForAll(_weights, double.IsFinite) && Array.TrueForAll(_bias, double.IsFinite)))
            throw new DataException("Perceptron.Fit: the weights have become infinite.",
                string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}   sample {sample}   LearningRate {LearningRate}"),
                "set a LearningRate near 1, and scale the inputs to about 1");
        return new(epoch, sample, netInput, output, target, changed, [.. _weights], [.. _bias]);
    }

    private double NetInput(ReadOnlySpan<double> x, int j)
    {
        double sum = _bias[j];
        for (int i = 0; i < Inputs; i++) sum += x[i] * _weights[(i * Outputs) + j];
        return double.IsNaN(sum)
            ? throw new DataException("Perceptron: the net input is infinity minus infinity, and has no sign.", $"unit {j}   largest input "
                + string.Create(CultureInfo.InvariantCulture, $"{LargestOf(x)}   largest weight {LargestOf(_weights)}"), "scale the inputs to about 1")
            : sum;
    }

    private static double LargestOf(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private double Say(double netInput) => Output == PerceptronOutput.Binary ? netInput >= 0 ? 1 : 0
        : netInput > Band ? 1 : netInput < -Band ? -1 : 0;

    private double[] Samples(string verb, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Rank != 2 || x.Shape[1] != Inputs)
            throw new ShapeException($"Perceptron.{verb}: the samples have shape {x.Shape}, and it has {Inputs} inputs.", $"x {x.Spec}",
                $"pass a tensor of shape [samples, {Inputs}]");
        double[] samples = x.Cast(DType.Float64).ToArray<double>();
        int wrong = Array.FindIndex(samples, static value => !double.IsFinite(value));
        return wrong < 0 ? samples
            : throw new DataException(string.Create(CultureInfo.InvariantCulture, $"Perceptron.{verb}: an input is {samples[wrong]}."),
                $"sample {wrong / Inputs}   input {wrong % Inputs}", "leave the sample out, or put a number there");
    }

    private double[] Targets(Tensor targets, int samples)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Rank == 0 || targets.Count != (long)samples * Outputs || targets.Shape[0] != samples)
            throw new ShapeException($"Perceptron.Fit: the targets have shape {targets.Shape}, for {samples} samples and {Outputs} outputs.",
                $"targets {targets.Spec}", $"pass a tensor of shape [{samples}, {Outputs}]");
        double[] values = targets.Cast(DType.Float64).ToArray<double>();
        double low = Output == PerceptronOutput.Binary ? 0 : -1;
        foreach (double value in values)
            if (value != low && value != 1)
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"Perceptron.Fit: a target is {value}."),
                    string.Create(CultureInfo.InvariantCulture, $"output {Output}   allowed {low} and 1"),
                    Output == PerceptronOutput.Binary ? "pass 0 and 1, or set Output = PerceptronOutput.Bipolar"
                    : "pass -1 and 1, or set Output = PerceptronOutput.Binary");
        return values;
    }

    private static double Positive(string option, double value, bool isAllowed, string fix) => isAllowed ? value
        : throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"Perceptron: {option} cannot be {value}."),
            string.Create(CultureInfo.InvariantCulture, $"{option} {value}"), fix);
}
