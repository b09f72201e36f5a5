using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class Conv2DTests
{
    public static TheoryData<int, int, int, int, Padding> Settings => new()
    {
        { 1, 1, 1, 1, Padding.Valid }, { 2, 2, 1, 1, Padding.Valid }, { 1, 1, 1, 1, Padding.Same }, { 2, 2, 1, 1, Padding.Same }, { 2, 1, 1, 1, Padding.Same },
            { 1, 1, 2, 2, Padding.Same },
        { 1, 2, 2, 1, Padding.Valid },
    };

    public static TheoryData<string> Goldens =>
    [
        "dilation_2", "many_channels", "no_bias", "pointwise", "pointwise_stride_2", "rectangular", "same", "same_5x5", "same_dilation_2", "same_even_kernel",
            "same_stride_2", "stride_2",
        "stride_3_valid", "valid",
    ];

    [Fact]
    public void A_dilation_that_leaves_any_image_is_refused_and_never_computed_modulo_32_bits()
    {
        Tensor x = Tensor.Ones([1, 4, 4, 1]), kernel = Tensor.Ones([3, 3, 1, 1]);
        Snapshot.Throws<OptionException>("Spatial/conv_endless", () => x.Conv2D(kernel, dilation: int.MaxValue));
        Assert.Throws<OptionException>(() => x.Conv2D(kernel, padding: Padding.Same, dilation: 1 << 30));
        Assert.Throws<ShapeException>(() => x.Conv2D(kernel, dilation: 1 << 28));
        Assert.All(x.Conv2D(kernel, padding: Padding.Same, dilation: 500).ToArray<float>(), value => Assert.Equal(1, value));   // the middle of the kernel alone
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Conv2D_keeps_its_promises(int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, Padding padding)
    {
        Size2D stride = (strideHeight, strideWidth), dilation = (dilationHeight, dilationWidth);
        new OpSpec
        {
            Name = $"Conv2D (stride {stride}, dilation {dilation}, {padding})",
            Call = x => x[0].Conv2D(x[1], stride, padding, dilation),
            Shapes = [[[2, 7, 6, 3], [3, 3, 3, 4]], [[1, 5, 8, 1], [1, 2, 1, 5]], [[2, 9, 7, 2], [2, 3, 2, 1]], [[1, 5, 5, 17], [3, 3, 17, 18]],
                [[2, 4, 5, 6], [1, 1, 6, 9]]],
            Large = [[6, 20, 20, 8], [3, 3, 8, 20]],
            Reference = x => Reference(x[0], x[1], stride, dilation, padding),
        }.Verify();
    }

    [Theory]
    [InlineData(Padding.Same)]
    [InlineData(Padding.Valid)]
    public void Conv2D_keeps_its_promises_where_Winograd_s_algorithm_applies(Padding padding) => new OpSpec
    {
        Name = $"Conv2D (Winograd, {padding})",
        Call = x => x[0].Conv2D(x[1], padding: padding),
        Shapes = [[[1, 18, 17, 16], [3, 3, 16, 16]], [[2, 14, 14, 16], [3, 3, 16, 32]]],
        Large = [[6, 20, 20, 32], [3, 3, 32, 48]],
        Reference = x => Reference(x[0], x[1], 1, 1, padding),
        Tolerance = Tolerance.Relative(1e-5),
        Specials = [],    // a NaN reaches its whole tile: WinogradTests
    }.Verify();

    [Fact]
    public void The_algorithm_is_the_caller_s_choice_for_the_gradients_too()
    {
        Tensor x = Tensor.Normal([2, 16, 16, 16], seed: 1), kernel = Tensor.Normal([3, 3, 16, 16], seed: 2);
        (float[][] auto, float[][] direct) = (Run(ConvolutionAlgorithm.Auto), Run(ConvolutionAlgorithm.Direct));
        for (int i = 0; i < 3; i++)
        {
            Assert.NotEqual(auto[i], direct[i]);
            for (int k = 0; k < auto[i].Length; k++) Assert.Equal(direct[i][k], auto[i][k], 1e-4 * direct[i].Max());
        }

        float[][] Run(ConvolutionAlgorithm algorithm)
        {
            using GradientTape tape = GradientTape.Begin();
            Tensor y = x.Conv2D(kernel, padding: Padding.Same, algorithm: algorithm), loss = y.Square().Sum();
            return [y.ToArray<float>(), tape.Gradient(loss, x)[x].ToArray<float>(), tape.Gradient(loss, kernel)[kernel].ToArray<float>()];
        }
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Values_and_gradients_are_PyTorch_s(string name)
    {
        Golden golden = Golden.Load($"layers/conv2d_{name}");
        int[] pad = [.. golden.Setting("padding").Split(',').Select(int.Parse)];
        using var tape = GradientTape.Begin();
        (Tensor x, Tensor kernel) = (Read(golden, "input"), Read(golden, "kernel"));
        Tensor y = x.Conv2D(kernel, int.Parse(golden.Setting("stride")), new Padding2D(pad[0], pad[1], pad[2], pad[3]), int.Parse(golden.Setting("dilation")));
        if (golden.Has("bias")) y += Read(golden, "bias");
        TensorAssert.AllClose(Read(golden, "output"), y, 1e-12, 1e-12);
        Gradients gradients = tape.VectorJacobianProduct(y, Read(golden, "gradient.output"), x, kernel);
        TensorAssert.AllClose(Read(golden, "gradient.input"), gradients[x], 1e-12, 1e-12);
        TensorAssert.AllClose(Read(golden, "gradient.kernel"), gradients[kernel], 1e-12, 1e-12);
    }

    [Theory]   // input, window, stride, dilation: where TensorFlow pads
    [InlineData(28, 5, 1, 1, 2, 2)]
    [InlineData(28, 3, 2, 1, 0, 1)]
    [InlineData(7, 3, 2, 1, 1, 1)]
    [InlineData(5, 2, 1, 1, 0, 1)]
    [InlineData(6, 4, 1, 1, 1, 2)]
    [InlineData(9, 3, 1, 2, 2, 2)]
    [InlineData(4, 1, 3, 1, 0, 0)]
    public void Same_padding_puts_the_odd_one_at_the_end(int extent, int window, int stride, int dilation, int before, int after) =>
        Assert.Equal(new Padding2D(before, after, before, after), Padding2D.Of(Padding.Same, [1, extent, extent, 1], window, stride, dilation));

    [Fact]
    public void A_golden_with_same_padding_is_what_the_enum_gives()
    {
        foreach (string name in (string[])["same", "same_5x5", "same_even_kernel", "same_stride_2", "same_dilation_2", "rectangular"])
        {
            Golden golden = Golden.Load($"layers/conv2d_{name}");
            Tensor x = Read(golden, "input"), kernel = Read(golden, "kernel");
            Tensor y = x.Conv2D(kernel, int.Parse(golden.Setting("stride")), Padding.Same, int.Parse(golden.Setting("dilation"))) + Read(golden, "bias");
            TensorAssert.AllClose(Read(golden, "output"), y, 1e-12, 1e-12);
        }
    }

    [Fact]
    public void The_gradients_of_the_gradients_are_convolutions_too() => GradientCheck.Verify(x => x[0].Conv2D(x[1], (2, 1), Padding.Same).Tanh(),
        [Tensor.Normal([2, 5, 4, 2], seed: 1, type: DType.Float64), Tensor.Normal([3, 2, 2, 3], seed: 2, type: DType.Float64)], order: 3, tolerance: 1e-6);

    [Fact]
    public void Multiply_adds_are_the_same_for_all_three_passes()
    {
        TensorSpec x = new([8, 28, 28, 3], DType.Float32), kernel = new([5, 5, 3, 6], DType.Float32), y = new([8, 24, 24, 6], DType.Float32);
        long expected = 8L * 24 * 24 * 6 * 5 * 5 * 3;
        Assert.Equal(expected, new Conv2DOp(1, default, 1).MultiplyAdds([x, kernel]));
        Assert.Equal(expected, new Conv2DInputGradientOp(28, 1, default, 1).MultiplyAdds([y, kernel]));
        Assert.Equal(expected, new Conv2DKernelGradientOp(5, 1, default, 1).MultiplyAdds([x, y]));
    }

    [Fact]
    public void A_symbolic_batch_stays_one() =>
        Assert.Equal("Float32 [batch, 14, 14, 6]", Graph.Input([28, 28, 1], DType.Float32).Conv2D(Tensor.Ones([5, 5, 1, 6]), 2, Padding.Same).ToString());

    [Fact]
    public void An_empty_batch_gives_an_empty_batch() => Assert.Equal([0, 3, 3, 2], Tensor.Ones([0, 5, 5, 1]).Conv2D(Tensor.Ones([3, 3, 1, 2])).Shape);

    [Fact]
    public void Errors_say_what_to_change()
    {
        Tensor x = Tensor.Ones([8, 28, 28, 3]), kernel = Tensor.Ones([3, 3, 3, 32]);
        Snapshot.Throws<ShapeException>("Spatial/conv_channels", () => x.Conv2D(Tensor.Ones([3, 3, 1, 32])));
        Snapshot.Throws<ShapeException>("Spatial/conv_channels_first", () => Tensor.Ones([8, 3, 28, 28]).Conv2D(kernel));
        Snapshot.Throws<ShapeException>("Spatial/conv_no_channel_axis", () => Tensor.Ones([8, 28, 28]).Conv2D(kernel));
        Snapshot.Throws<ShapeException>("Spatial/conv_flat", () => Tensor.Ones([8, 784]).Conv2D(kernel));
        Snapshot.Throws<ShapeException>("Spatial/conv_kernel_axes", () => x.Conv2D(Tensor.Ones([3, 3, 32])));
        Snapshot.Throws<ShapeException>("Spatial/conv_kernel_too_large", () => Tensor.Ones([8, 4, 4, 3]).Conv2D(Tensor.Ones([5, 5, 3, 6])));
        Snapshot.Throws<ShapeException>("Spatial/conv_dilation_too_large", () => Tensor.Ones([8, 4, 4, 3]).Conv2D(kernel, dilation: 2));
        Snapshot.Throws<OptionException>("Spatial/conv_stride", () => x.Conv2D(kernel, stride: (1, 0)));
        Snapshot.Throws<DTypeException>("Spatial/conv_bytes", () => Tensor.Ones([8, 28, 28, 3], DType.UInt8).Conv2D(kernel));
        Snapshot.Throws<DTypeException>("Spatial/conv_types", () => x.Conv2D(Tensor.Ones([3, 3, 3, 32], DType.Float64)));
    }

    private static Tensor Reference(Tensor x, Tensor kernel, Size2D stride, Size2D dilation, Padding padding)
    {
        Shape k = kernel.Shape;
        Padding2D pad = Padding2D.Of(padding, x.Shape, (k[0], k[1]), stride, dilation);
        int height = (x.Shape[1] + pad.Top + pad.Bottom - dilation.Height * (k[0] - 1) - 1) / stride.Height + 1,
            width = (x.Shape[2] + pad.Left + pad.Right - dilation.Width * (k[1] - 1) - 1) / stride.Width + 1;
        Shape shape = [x.Shape[0], height, width, k[3]];
        var y = new double[shape.Count];
        ReferenceConvolution.Forward(x.ToArray<double>(), x.Shape, kernel.ToArray<double>(), k, stride, dilation, (pad.Top, pad.Left), y, shape);
        return Tensor.From(y, shape);
    }

    private static Tensor Read(Golden golden, string name) => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name)));
}
