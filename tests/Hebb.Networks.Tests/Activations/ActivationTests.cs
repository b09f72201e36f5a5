namespace Hebb.Networks.Tests.Activations;

public sealed class ActivationTests
{
    private static readonly Activation[] s_all =
    [
        Activation.Linear, Activation.Relu, Activation.Relu6, Activation.Selu, Activation.Gelu, Activation.Silu, Activation.Mish, Activation.Sigmoid,
        Activation.Tanh, Activation.Softplus,
        Activation.Softsign, Activation.HardSigmoid, Activation.HardTanh, Activation.HardSilu, Activation.Exponential, Activation.LeakyRelu(),
        Activation.LeakyRelu(0.3), Activation.Elu(), Activation.Elu(0.5),
        Activation.Softmax(), Activation.Softmax(1), Activation.LogSoftmax(), Activation.LogSoftmax(1),
    ];

    [Fact]
    public void A_name_gives_an_equal_activation_of_the_same_values()
    {
        Tensor x = Tensor.Normal([3, 4, 5], seed: 1);
        foreach (Activation activation in s_all)
        {
            Activation parsed = Activation.Parse(activation.Name);
            Assert.Equal(activation, parsed);
            Assert.Equal(activation.GetHashCode(), parsed.GetHashCode());
            Assert.Equal(activation.Call(x).ToArray<float>(), parsed.Call(x).ToArray<float>());
        }
        Assert.Equal(s_all.Length, s_all.Select(activation => activation.Name).Distinct().Count());
    }

    [Fact]
    public void A_name_that_is_none_is_refused()
    {
        foreach (string name in (string[])["", "rleu", "relu(2)", "elu(", "elu(x)", "elu(1", "leaky_relu()", "softmax(1.5)", "elu(1))"])
            Assert.Throws<OptionException>(() => Activation.Parse(name));
    }
}
