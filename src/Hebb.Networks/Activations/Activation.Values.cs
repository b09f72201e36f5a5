using System.Globalization;

namespace Hebb;

public sealed partial class Activation
{
    /// <summary>No activation: the identity.</summary>
    public static Activation Linear { get; } = new("linear", static x => x);

    /// <summary>Rectified linear unit, <see cref="Tensor.Relu"/>.</summary>
    public static Activation Relu { get; } = new("relu", static x => x.Relu());

    /// <summary>ReLU cut at six, <see cref="Tensor.Relu6"/>.</summary>
    public static Activation Relu6 { get; } = new("relu6", static x => x.Relu6());

    /// <summary>Scaled exponential linear unit, <see cref="Tensor.Selu"/>.</summary>
    public static Activation Selu { get; } = new("selu", static x => x.Selu());

    /// <summary>Gaussian error linear unit, <see cref="Tensor.Gelu"/>.</summary>
    public static Activation Gelu { get; } = new("gelu", static x => x.Gelu());

    /// <summary>GELU by way of tanh, as GPT-2 has it, <see cref="Tensor.Gelu"/> with <c>approximate: true</c>.</summary>
    public static Activation GeluTanh { get; } = new("gelu_tanh", static x => x.Gelu(approximate: true));

    /// <summary>Sigmoid linear unit (swish), <see cref="Tensor.Silu"/>.</summary>
    public static Activation Silu { get; } = new("silu", static x => x.Silu());

    /// <summary>Mish, <see cref="Tensor.Mish"/>.</summary>
    public static Activation Mish { get; } = new("mish", static x => x.Mish());

    /// <summary>Logistic sigmoid, <see cref="Tensor.Sigmoid"/>.</summary>
    public static Activation Sigmoid { get; } = new("sigmoid", static x => x.Sigmoid());

    /// <summary>Logarithm of the sigmoid, <see cref="Tensor.LogSigmoid"/>.</summary>
    public static Activation LogSigmoid { get; } = new("log_sigmoid", static x => x.LogSigmoid());

    /// <summary>Hyperbolic tangent, <see cref="Tensor.Tanh"/>.</summary>
    public static Activation Tanh { get; } = new("tanh", static x => x.Tanh());

    /// <summary>Smooth ReLU, <see cref="Tensor.Softplus"/>.</summary>
    public static Activation Softplus { get; } = new("softplus", static x => x.Softplus());

    /// <summary><see cref="Tensor.Softsign"/>.</summary>
    public static Activation Softsign { get; } = new("softsign", static x => x.Softsign());

    /// <summary>Piecewise linear sigmoid, <see cref="Tensor.HardSigmoid"/>.</summary>
    public static Activation HardSigmoid { get; } = new("hard_sigmoid", static x => x.HardSigmoid());

    /// <summary>Piecewise linear tanh, <see cref="Tensor.HardTanh"/>.</summary>
    public static Activation HardTanh { get; } = new("hard_tanh", static x => x.HardTanh());

    /// <summary>Piecewise linear swish, <see cref="Tensor.HardSilu"/>.</summary>
    public static Activation HardSilu { get; } = new("hard_silu", static x => x.HardSilu());

    /// <summary>Sigmoid that reaches 0 and 1, <see cref="Tensor.SparseSigmoid"/>.</summary>
    public static Activation SparseSigmoid { get; } = new("sparse_sigmoid", static x => x.SparseSigmoid());

    /// <summary>Softplus that reaches 0 and x, <see cref="Tensor.SparsePlus"/>.</summary>
    public static Activation SparsePlus { get; } = new("sparse_plus", static x => x.SparsePlus());

    /// <summary>What tanh takes away, <see cref="Tensor.TanhShrink"/>.</summary>
    public static Activation TanhShrink { get; } = new("tanh_shrink", static x => x.TanhShrink());

    /// <summary>Exponential function, <see cref="Tensor.Exp"/>.</summary>
    public static Activation Exponential { get; } = new("exponential", static x => x.Exp());

    /// <summary>ReLU with a slope for negative numbers, <see cref="Tensor.LeakyRelu"/>.</summary>
    public static Activation LeakyRelu(double slope = 0.2) => new($"leaky_relu({Print(Finite("LeakyRelu", "the slope", slope))})", x => x.LeakyRelu(slope));

    /// <summary>Exponential linear unit, <see cref="Tensor.Elu"/>.</summary>
    public static Activation Elu(double alpha = 1) =>
        new($"elu({Print(NotNegative("Elu", "alpha", alpha, "a number of zero or more; 1 is usual"))})", x => x.Elu(alpha));

    /// <summary>Continuously differentiable ELU, <see cref="Tensor.Celu"/>.</summary>
    public static Activation Celu(double alpha = 1) => new($"celu({Print(Positive("Celu", "alpha", alpha, 1))})", x => x.Celu(alpha));

    /// <summary>Smooth ReLU without exponentials, <see cref="Tensor.Squareplus"/>.</summary>
    public static Activation Squareplus(double b = 4) => new($"squareplus({Print(Positive("Squareplus", "b", b, 4))})", x => x.Squareplus(b));

    /// <summary>Soft thresholding, <see cref="Tensor.SoftShrink"/>.</summary>
    public static Activation SoftShrink(double threshold = 0.5) =>
        new($"soft_shrink({Print(Width("SoftShrink", threshold))})", x => x.SoftShrink(threshold));

    /// <summary>Hard thresholding, <see cref="Tensor.HardShrink"/>.</summary>
    public static Activation HardShrink(double threshold = 0.5) =>
        new($"hard_shrink({Print(Width("HardShrink", threshold))})", x => x.HardShrink(threshold));

    /// <summary>What is above a threshold, else a fixed value, <see cref="Tensor.Threshold"/>. A unit that fires is <see cref="Step"/>.</summary>
    public static Activation Threshold(double threshold, double value) =>
        new($"threshold({Print(Finite("Threshold", "the threshold", threshold))}, {Print(Number("Threshold", "the value", value))})",
            x => x.Threshold(threshold, value));

    /// <summary>Threshold unit of 0 and 1, <see cref="Tensor.Step"/>.</summary>
    public static Activation Step(double threshold = 0, bool straightThrough = false) =>
        new($"{(straightThrough ? "straight_through_" : "")}step({Print(Finite("Step", "the threshold", threshold))})",
            x => x.Step(threshold, straightThrough));

    /// <summary>Threshold unit of -1 and 1, <see cref="Tensor.BipolarStep"/>.</summary>
    public static Activation BipolarStep(double threshold = 0, bool straightThrough = false) =>
        new($"{(straightThrough ? "straight_through_" : "")}bipolar_step({Print(Finite("BipolarStep", "the threshold", threshold))})",
            x => x.BipolarStep(threshold, straightThrough));

    /// <summary>Probabilities along an axis, <see cref="Tensor.Softmax"/>. Losses take logits: leave it out of a model that is trained with
    /// <c>CrossEntropy</c>.</summary>
    public static Activation Softmax(int axis = -1) => Along("softmax", axis, x => x.Softmax(axis));

    /// <summary>Logarithms of probabilities along an axis, <see cref="Tensor.LogSoftmax"/>.</summary>
    public static Activation LogSoftmax(int axis = -1) => Along("log_softmax", axis, x => x.LogSoftmax(axis));

    /// <summary>Probabilities along an axis, many of them zero, <see cref="Tensor.Sparsemax"/>.</summary>
    public static Activation Sparsemax(int axis = -1) => Along("sparsemax", axis, x => x.Sparsemax(axis));

    /// <summary>1 at the greatest element along an axis, 0 elsewhere, <see cref="Tensor.Hardmax"/>. For use, not for training: it has no
    /// gradient.</summary>
    public static Activation Hardmax(int axis = -1) => Along("hardmax", axis, x => x.Hardmax(axis));

    /// <summary>Gated linear unit, which halves an axis, <see cref="Tensor.Glu"/>.</summary>
    public static Activation Glu(int axis = -1) => Along("glu", axis, x => x.Glu(axis));

    private const string Families = "leaky_relu(slope), elu(alpha), celu(alpha), squareplus(b), soft_shrink(threshold), hard_shrink(threshold), "
        + "threshold(threshold, value), step(threshold), bipolar_step(threshold), straight_through_step(threshold), straight_through_bipolar_step(threshold), "
        + "softmax, log_softmax, sparsemax, hardmax, glu";

    // What Parse knows by name alone.
    private static readonly Activation[] Known =
        [Linear, Relu, Relu6, Selu, Gelu, GeluTanh, Silu, Mish, Sigmoid, LogSigmoid, Tanh, Softplus, Softsign, HardSigmoid, HardTanh, HardSilu, SparseSigmoid,
            SparsePlus, TanhShrink, Exponential];

    // One of a family; or by the other name that a function goes by.
    private static Activation? Make(string function, double[] numbers) => (function, numbers) switch
    {
        ("swish", []) => Silu,
        ("hard_swish", []) => HardSilu,
        ("leaky_relu", []) => LeakyRelu(),
        ("leaky_relu", [var slope]) => LeakyRelu(slope),
        ("elu", []) => Elu(),
        ("elu", [var alpha]) => Elu(alpha),
        ("celu", []) => Celu(),
        ("celu", [var alpha]) => Celu(alpha),
        ("squareplus", []) => Squareplus(),
        ("squareplus", [var b]) => Squareplus(b),
        ("soft_shrink", []) => SoftShrink(),
        ("soft_shrink", [var threshold]) => SoftShrink(threshold),
        ("hard_shrink", []) => HardShrink(),
        ("hard_shrink", [var threshold]) => HardShrink(threshold),
        ("threshold", [var threshold, var value]) => Threshold(threshold, value),
        ("step", []) => Step(),
        ("step", [var threshold]) => Step(threshold),
        ("bipolar_step", []) => BipolarStep(),
        ("bipolar_step", [var threshold]) => BipolarStep(threshold),
        ("straight_through_step", []) => Step(straightThrough: true),
        ("straight_through_step", [var threshold]) => Step(threshold, straightThrough: true),
        ("straight_through_bipolar_step", []) => BipolarStep(straightThrough: true),
        ("straight_through_bipolar_step", [var threshold]) => BipolarStep(threshold, straightThrough: true),
        (_, []) => MakeAlong(function, -1),
        (_, [var axis]) when axis == (int)axis => MakeAlong(function, (int)axis),
        _ => null,
    };

    private static Activation? MakeAlong(string function, int axis) => function switch
    {
        "softmax" => Softmax(axis),
        "log_softmax" => LogSoftmax(axis),
        "sparsemax" => Sparsemax(axis),
        "hardmax" => Hardmax(axis),
        "glu" => Glu(axis),
        _ => null,
    };

    private static Activation Along(string function, int axis, Func<Tensor, Tensor> call) => new(axis == -1 ? function : $"{function}({axis})", call);

    // Numbers are looked at where an activation is made: a layer that has it would find out in its first call, or never.
    private static double Finite(string function, string option, double value) => Checked(function, option, value, double.IsFinite(value), "a finite number");

    private static double Number(string function, string option, double value) => Checked(function, option, value, !double.IsNaN(value), "a number");

    private static double Width(string function, double value) =>
        NotNegative(function, "the threshold", value, "a number of zero or more; 0.5 is usual");

    private static double NotNegative(string function, string option, double value, string advice) =>
        Checked(function, option, value, value >= 0 && double.IsFinite(value), advice);

    private static double Positive(string function, string option, double value, int usual) =>
        Checked(function, option, value, value > 0 && double.IsFinite(value), $"a number above zero; {usual} is usual");

    private static double Checked(string function, string option, double value, bool isKnown, string advice) => isKnown ? value
        : throw new OptionException($"Activation.{function}: {option} is {Print(value)}.",
            $"{option.Replace("the ", "", StringComparison.Ordinal)} {Print(value)}", $"use {advice}");

    private static string Print(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
