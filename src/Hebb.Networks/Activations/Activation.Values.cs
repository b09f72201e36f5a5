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

    /// <summary>Sigmoid linear unit (swish), <see cref="Tensor.Silu"/>.</summary>
    public static Activation Silu { get; } = new("silu", static x => x.Silu());

    /// <summary>Mish, <see cref="Tensor.Mish"/>.</summary>
    public static Activation Mish { get; } = new("mish", static x => x.Mish());

    /// <summary>Logistic sigmoid, <see cref="Tensor.Sigmoid"/>.</summary>
    public static Activation Sigmoid { get; } = new("sigmoid", static x => x.Sigmoid());

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

    /// <summary>Exponential function, <see cref="Tensor.Exp"/>.</summary>
    public static Activation Exponential { get; } = new("exponential", static x => x.Exp());

    /// <summary>ReLU with a slope for negative numbers, <see cref="Tensor.LeakyRelu"/>.</summary>
    public static Activation LeakyRelu(double slope = 0.2) => new($"leaky_relu({Print(slope)})", x => x.LeakyRelu(slope));

    /// <summary>Exponential linear unit, <see cref="Tensor.Elu"/>.</summary>
    public static Activation Elu(double alpha = 1) => new($"elu({Print(alpha)})", x => x.Elu(alpha));

    /// <summary>Probabilities along an axis, <see cref="Tensor.Softmax"/>. Losses take logits: leave it out of a model that is trained with
    /// <c>CrossEntropy</c>.</summary>
    public static Activation Softmax(int axis = -1) => new(axis == -1 ? "softmax" : $"softmax({axis})", x => x.Softmax(axis));

    /// <summary>Logarithms of probabilities along an axis, <see cref="Tensor.LogSoftmax"/>.</summary>
    public static Activation LogSoftmax(int axis = -1) => new(axis == -1 ? "log_softmax" : $"log_softmax({axis})", x => x.LogSoftmax(axis));

    // What Parse knows by name alone.
    private static readonly Activation[] Known =
        [Linear, Relu, Relu6, Selu, Gelu, Silu, Mish, Sigmoid, Tanh, Softplus, Softsign, HardSigmoid, HardTanh, HardSilu, Exponential];

    private static string Print(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
