namespace Hebb;

/// <summary>Activations and their gradients beside PyTorch's, in float64.</summary>
public sealed class ActivationGoldenTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["relu"] = x => x.Relu(),
        ["leaky_relu_0.1"] = x => x.LeakyRelu(0.1),
        ["elu"] = x => x.Elu(),
        ["selu"] = x => x.Selu(),
        ["gelu_exact"] = x => x.Gelu(),
        ["gelu_tanh"] = x => x.Gelu(approximate: true),
        ["silu"] = x => x.Silu(),
        ["sigmoid"] = x => x.Sigmoid(),
        ["tanh"] = x => x.Tanh(),
        ["softplus"] = x => x.Softplus(),
        ["mish"] = x => x.Mish(),
        ["softsign"] = x => x.Softsign(),
        ["hard_sigmoid"] = x => x.HardSigmoid(),
        ["hard_tanh"] = x => x.HardTanh(),
        ["relu6"] = x => x.Relu6(),
        ["hard_swish"] = x => x.HardSilu(),
        ["exponential"] = x => x.Exp(),
        ["softmax"] = x => x.Softmax(),
        ["log_softmax"] = x => x.LogSoftmax(),
        ["softmax_axis_1"] = x => x.Softmax(axis: 1),
        ["log_softmax_axis_1"] = x => x.LogSoftmax(axis: 1),
        ["celu_2"] = x => x.Celu(2),
        ["log_sigmoid"] = x => x.LogSigmoid(),
        ["tanh_shrink"] = x => x.TanhShrink(),
        ["soft_shrink"] = x => x.SoftShrink(),
        ["hard_shrink"] = x => x.HardShrink(),
        ["threshold"] = x => x.Threshold(1.5, -0.25),
        ["squareplus"] = x => x.Squareplus(),
        ["sparse_plus"] = x => x.SparsePlus(),
        ["sparse_sigmoid"] = x => x.SparseSigmoid(),
        ["sparsemax"] = x => x.Sparsemax(),
        ["sparsemax_axis_1"] = x => x.Sparsemax(axis: 1),
        ["glu"] = x => x.Glu(),
        ["glu_axis_1"] = x => x.Glu(axis: 1),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_agree_with_pytorch(string name)
    {
        Golden golden = Golden.Load("activations/" + name);
        using var outer = GradientTape.Begin();   // so that the inner tape's backward pass is recorded: the composed rules
        Tensor x = Read("x"), upstream = Read("gradient.y"), composed;
        Tensor y = Functions[name](x);
        using (var inner = GradientTape.Begin()) composed = inner.VectorJacobianProduct(Functions[name](x), upstream, x)[x];
        Tensor fused = outer.VectorJacobianProduct(y, upstream, x)[x];

        Near(golden.Float64("y"), y, 1e-14);
        double tolerance = name == "hard_sigmoid" ? 5e-8 : 1e-13;   // PyTorch's sixth is a float32
        Near(golden.Float64("gradient.x"), fused, tolerance);
        Near(golden.Float64("gradient.x"), composed, tolerance);

        Tensor Read(string entry) => Tensor.From(golden.Float64(entry), Shape.Create(golden.Shape(entry)));
    }

    private static void Near(double[] expected, Tensor actual, double tolerance)
    {
        double[] values = actual.ToArray<double>();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(values[i] - expected[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                $"element {i}: expected {expected[i]:R}, actual {values[i]:R}");
    }
}
