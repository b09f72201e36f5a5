namespace Hebb.Tensors.Tests;

public class GraphTests
{
    [Fact]
    public void An_input_has_the_batch_axis_first()
    {
        Tensor image = Graph.Input([28, 28, 1], DType.Float32);
        Assert.True(image.IsSymbolic);
        Assert.Equal(4, image.Rank);
        Assert.Equal("[batch, 28, 28, 1]", image.Symbol!.Print(image.Spec));
    }

    [Fact]
    public void The_batch_axis_is_followed_by_name()
    {
        Tensor image = Graph.Input([4, 6], DType.Float32);
        Tensor flat = image.Reshape(-1, 24), product = flat.MatMul(Tensor.Ones([24, 10]));
        Assert.Equal("[batch, 24]", Print(flat));
        Assert.Equal("[batch, 10]", Print(product));
        Assert.Equal("[batch]", Print(product.Sum(axis: 1)));
        Assert.Equal("[10]", Print(product.Sum(axis: 0)));
        Assert.Equal("[batch, 4, 6]", Print(image + Tensor.Ones([6])));
        Assert.Equal("[batch, 20]", Print(Tensor.Concat([product, product], axis: 1)));
        Assert.Equal("[batch, 3]", Print(product.Slice(1, 2, 3)));
    }

    [Fact]
    public void Several_axes_may_vary_with_the_batch()
    {
        Tensor x = Graph.Input([3], DType.Float32);
        Assert.Equal("[batch, batch]", Print(x.MatMul(x, transposeRight: true)));
    }

    [Fact]
    public void A_sample_of_two_or_three_is_not_taken_for_the_batch() => Assert.Equal("[batch, 2, 3]", Print(Graph.Input([2, 3], DType.Float32)));

    [Fact]
    public void The_type_is_followed()
    {
        Tensor indices = Graph.Input([5], DType.Int32);
        Assert.Equal(DType.Int32, indices.DType);
        Tensor rows = Tensor.Ones([10, 4]).Gather(indices);
        Assert.Equal(DType.Float32, rows.DType);
        Assert.Equal("[batch, 5, 4]", Print(rows));
    }

    [Fact]
    public void Ops_of_several_outputs_give_a_node_with_several_outputs()
    {
        Tensor x = Graph.Input([3], DType.Float64);
        (Tensor square, Tensor cube) = PowersOp.Apply(x);
        Assert.Same(square.Symbol!.Producer, cube.Symbol!.Producer);
        Assert.Equal((0, 1), (square.Symbol.Output, cube.Symbol.Output));
    }

    [Fact]
    public void A_node_runs_on_values_what_it_was_told_with_symbols()
    {
        Tensor x = Graph.Input([2], DType.Float32), y = x * 3.0 + x;
        var node = Assert.IsType<OpNode>(y.Symbol!.Producer);
        Assert.Equal("Add", node.Op.Name);
        Assert.Equal([5f, 7], node.Run([Tensor.From([1f, 2f]), Tensor.From([4f, 5f])])[0].ToArray<float>());
        Assert.Same(x, node.Inputs[1]);
    }

    [Fact]
    public void Shape_errors_come_when_the_model_is_built() => Snapshot.Throws<ShapeException>("symbolic-matmul",
        () => Graph.Input([784], DType.Float32).MatMul(Tensor.Ones([512, 10])));

    [Fact]
    public void A_shape_that_only_fits_one_batch_size_is_refused() => Assert.Throws<ShapeException>(() => Graph.Input([4], DType.Float32).Reshape(2, 4));

    [Fact]
    public void Reading_a_symbolic_tensor_is_refused()
    {
        Tensor x = Graph.Input([28, 28, 1], DType.Float32);
        Snapshot.Throws<UsageException>("symbolic-read", () => x.ToArray<float>());
        Assert.Throws<UsageException>(() => Graph.Input([], DType.Float32).Sum().ToScalar());
        Assert.Throws<UsageException>(() => new Variable(x, "weight"));
    }

    [Fact]
    public void A_detached_symbolic_tensor_is_an_operation_that_gradients_do_not_pass()
    {
        Tensor x = Graph.Input([2], DType.Float32), y = x.Detach();
        var node = Assert.IsType<OpNode>(y.Symbol!.Producer);
        Assert.Equal("Detach", node.Op.Name);
        Tensor values = Tensor.From([1f, 2f]);
        using var tape = GradientTape.Begin();
        Tensor stopped = node.Run([values])[0], sum = (stopped * values).Sum();   // the gradient of c x is c
        Assert.Equal([1f, 2f], stopped.ToArray<float>());
        Assert.Equal([1f, 2f], tape.Gradient(sum, values)[values].ToArray<float>());
    }

    [Fact]
    public void Nothing_symbolic_is_recorded_on_a_tape()
    {
        using var tape = GradientTape.Begin();
        Tensor y = Graph.Input([2], DType.Float32) * 2.0;
        Assert.True(y.IsSymbolic);
        Assert.Equal(-1, Recorder.Current.Slot(y));
    }

    private static string Print(Tensor tensor) => tensor.Symbol!.Print(tensor.Spec);
}
