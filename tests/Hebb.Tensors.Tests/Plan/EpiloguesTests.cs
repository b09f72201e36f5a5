namespace Hebb.Tensors.Tests.Plan;

/// <summary>The pass that joins elementwise loops to products and convolutions.</summary>
public sealed class EpiloguesTests
{
    [Fact]
    public void Bias_and_activation_follow_their_product()
    {
        Variable weight = new(Tensor.Ones([4, 3]), "weight"), bias = new(Tensor.Ones([3]), "bias");
        Tensor x = Tensor.Ones([2, 4]);
        Shows("epilogues_dense", () => (x.MatMul(weight) + bias).Relu().Sum());
    }

    [Fact]
    public void What_a_loop_reads_must_be_there_before_the_product()
    {
        Tensor x = Tensor.Normal([2, 4], seed: 1);
        Shows("epilogues_order", () =>
        {
            Tensor early = x.Exp().Sum(1).ExpandDims(1) * Tensor.Ones([2, 4]), first = x.MatMul(Tensor.Ones([4, 4]) * 2.0);
            Tensor late = first.Sum(0);                       // the product itself is needed as well
            return ((first * early).Sum() + (first * late).Sum()) * 1.0;
        });
    }

    [Fact]
    public void Of_a_product_that_is_read_twice_both_are_kept()
    {
        Tensor x = Tensor.Normal([8, 16], seed: 1), w = Tensor.Normal([16, 32], seed: 2);
        Shows("epilogues_kept", () =>
        {
            Tensor z = x.MatMul(w);
            return (z.Tanh().MatMul(z, transposeLeft: true)).Sum();
        });
    }

    [Fact]
    public void Convolutions_and_their_gradients_are_followed_too()
    {
        Tensor x = Tensor.Normal([2, 6, 6, 3], seed: 1);
        Variable kernel = new(Tensor.Normal([3, 3, 3, 4], seed: 2), "kernel"), second = new(Tensor.Normal([3, 3, 4, 4], seed: 3), "second"),
            bias = new(Tensor.Ones([4]), "bias");
        Shows("epilogues_convolution", () =>
        {
            using var tape = GradientTape.Begin();
            Tensor loss = (x.Conv2D(kernel) + bias).Relu().Conv2D(second).Sum();
            Gradients gradients = tape.Gradient(loss, kernel, second, bias);
            return gradients[kernel].Sum() + gradients[second].Sum() + gradients[bias].Sum();
        });
    }

    [Fact]
    public void Dropout_follows_too_and_the_product_moves_down_to_where_its_counter_is()
    {
        Variable weight = new(Tensor.Normal([4, 300], seed: 1), "weight"), calls = new(Tensor.Scalar(3, DType.Int64), "calls");
        Tensor x = Tensor.Normal([50, 4], seed: 2);
        Shows("epilogues_dropout", () =>
        {
            Tensor y = x.MatMul(weight).Relu();
            calls.Assign(calls + Tensor.Scalar(1, DType.Int64));
            return (y.Dropout(0.5, 7, calls) * 2.0).Sum();
        }, () => calls.Assign(Tensor.Scalar(3, DType.Int64)));
    }

    /// <summary>Shows the list before and after, and demands the values that the plan without the pass gives.</summary>
    private static void Shows(string name, Func<Tensor> step, Action? reset = null)
    {
        (Capture capture, Tensor result) = Capture.Run(step);
        PlanProgram program = new(capture.Steps, result, capture.Assigned);
        Simplify.Run(program);
        Fuse.Run(program);
        string before = program.ToString();
        Epilogues.Run(program);
        Snapshot.Matches(name, $"before\n{before}\n\nafter\n{program}\n");

        Hebb.Plan plain = Hebb.Plan.Compile(step, fuse: false), joined = Hebb.Plan.Compile(step);
        plain.Replay();
        reset?.Invoke();
        joined.Replay();
        Assert.Equal(plain.Result.AsSpan<float>().ToArray(), joined.Result.AsSpan<float>().ToArray());
    }
}
