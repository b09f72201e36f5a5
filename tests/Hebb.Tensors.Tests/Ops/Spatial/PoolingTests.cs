using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class PoolingTests
{
    private static readonly (Size2D Size, Size2D Stride, Padding Padding)[] Windows =
        [(2, 2, Padding.Valid), (3, 2, Padding.Same), (3, 1, Padding.Same), ((2, 3), (1, 2), Padding.Valid), ((1, 2), (3, 1), Padding.Same)];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Windows.Length)];

    public static TheoryData<string> Goldens => ["2x2", "2x2_odd_input", "3x3_stride_1_same", "3x3_stride_2_padded", "3x3_stride_2_same"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void MaxPool2D_keeps_its_promises(int which)
    {
        (Size2D size, Size2D stride, Padding padding) = Windows[which];
        Spec("MaxPool2D", which, x => x[0].MaxPool2D(size, stride, padding), (x, pad, y, shape) =>
            ReferencePooling.Max(x.ToArray<double>(), x.Shape, size, stride, pad, y, shape)).Verify();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AveragePool2D_keeps_its_promises(int which)
    {
        (Size2D size, Size2D stride, Padding padding) = Windows[which];
        Spec("AveragePool2D", which, x => x[0].AveragePool2D(size, stride, padding),
            (x, pad, y, shape) => ReferencePooling.Average(x.ToArray<double>(), x.Shape, size, stride, pad, y, shape)).Verify();
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Values_and_gradients_are_PyTorch_s(string name)
    {
        foreach (string kind in (string[])["max", "average"])
        {
            Golden golden = Golden.Load($"layers/{kind}_pooling_{name}");
            int[] pad = [.. golden.Setting("padding").Split(',').Select(int.Parse)];
            Pooling pooling = new(int.Parse(golden.Setting("size")), int.Parse(golden.Setting("stride")), new(pad[0], pad[1], pad[2], pad[3]));
            using var tape = GradientTape.Begin();
            Tensor x = Read(golden, "input"), y = kind == "max" ? x.MaxPool2D(pooling) : x.AveragePool2D(pooling);
            TensorAssert.AllClose(Read(golden, "output"), y, 1e-12, 1e-12);
            TensorAssert.AllClose(Read(golden, "gradient.input"), tape.VectorJacobianProduct(y, Read(golden, "gradient.output"), x)[x], 1e-12, 1e-12);
        }
    }

    [Fact]
    public void Global_pooling_is_PyTorch_s()
    {
        foreach (string kind in (string[])["max", "average"])
        {
            Golden golden = Golden.Load($"layers/global_{kind}_pooling");
            using var tape = GradientTape.Begin();
            Tensor x = Read(golden, "input"), y = kind == "max" ? x.GlobalMaxPool2D() : x.GlobalAveragePool2D();
            TensorAssert.AllClose(Read(golden, "output"), y, 1e-12, 1e-12);
            TensorAssert.AllClose(Read(golden, "gradient.input"), tape.VectorJacobianProduct(y, Read(golden, "gradient.output"), x)[x], 1e-12, 1e-12);
        }
    }

    [Fact]
    public void Global_pooling_keeps_the_batch_axis_of_a_model()
    {
        Tensor x = Graph.Input([7, 5, 64], DType.Float32);
        Assert.Equal("Float32 [batch, 64]", x.GlobalAveragePool2D().ToString());
        Assert.Equal("Float32 [batch, 1, 1, 64]", x.GlobalMaxPool2D(keepDims: true).ToString());
    }

    [Fact]
    public void The_first_of_equal_maxima_gets_the_gradient()
    {
        using var tape = GradientTape.Begin();
        Tensor x = Tensor.From([1f, 3, 3, 3], [1, 2, 2, 1]);
        Assert.Equal([0, 1, 0, 0], tape.Gradient(x.MaxPool2D(2).Sum(), x)[x].ToArray<float>());
    }

    [Fact]
    public void NaN_wins()
    {
        Tensor x = Tensor.From([1f, float.NaN, 3, float.PositiveInfinity], [1, 2, 2, 1]);
        Assert.Equal(float.NaN, x.MaxPool2D(2).ToScalar());
        Assert.Equal(float.NaN, x.AveragePool2D(2).ToScalar());
    }

    [Fact]
    public void Padding_neither_wins_nor_counts()
    {
        Tensor x = Tensor.Full([1, 3, 3, 1], -2);
        Assert.All(x.MaxPool2D(3, 1, Padding.Same).ToArray<float>(), value => Assert.Equal(-2, value));
        Assert.All(x.AveragePool2D(3, 1, Padding.Same).ToArray<float>(), value => Assert.Equal(-2, value, 1e-6));
    }

    [Fact]
    public void Third_order_gradients_of_a_function_through_pooling_are_right() =>
        GradientCheck.Verify(x => (x * x * x).MaxPool2D(2), Tensor.Normal([2, 4, 4, 3], seed: 5, type: DType.Float64), order: 3, tolerance: 1e-6);

    [Fact]
    public void Errors_say_what_to_change()
    {
        Tensor x = Tensor.Ones([8, 4, 4, 3]);
        Snapshot.Throws<ShapeException>("Spatial/pool_too_large", () => x.MaxPool2D(5));
        Snapshot.Throws<ShapeException>("Spatial/pool_no_channel_axis", () => Tensor.Ones([8, 28, 28]).AveragePool2D(2));
        Snapshot.Throws<OptionException>("Spatial/pool_window", () => x.MaxPool2D(0));
        Snapshot.Throws<OptionException>("Spatial/pool_stride", () => x.AveragePool2D(2, (2, -1)));
        Snapshot.Throws<DTypeException>("Spatial/pool_integers", () => Tensor.Ones([8, 4, 4, 3], DType.Int32).MaxPool2D(2));
        Snapshot.Throws<ShapeException>("Spatial/global_pool_flat", () => Tensor.Ones([8, 784]).GlobalAveragePool2D());
        Snapshot.Throws<OptionException>("Spatial/pool_endless", () => x.MaxPool2D(int.MaxValue, 1, Padding.Same));
    }

    [Fact]
    public void Images_without_channels_give_images_without_channels()
    {
        Tensor x = Tensor.Ones([2, 4, 4, 0]);
        Assert.Equal([2, 2, 2, 0], x.MaxPool2D(2).Shape);
        Assert.Equal([2, 2, 2, 0], x.AveragePool2D(2).Shape);
    }

    [Fact]
    public void The_longest_stride_leaves_one_window() =>
        Assert.Equal(1, Tensor.Ones([1, 4, 4, 1]).MaxPool2D(2, int.MaxValue, Padding.Same).ToScalar());

    private delegate void Loop(Tensor x, (int Top, int Left) pad, Span<double> y, Shape shape);

    private static OpSpec Spec(string name, int which, Func<Tensor[], Tensor> call, Loop loop)
    {
        (Size2D size, Size2D stride, Padding padding) = Windows[which];
        return new()
        {
            Name = $"{name} ({size}, stride {stride}, {padding})",
            Call = call,
            Shapes = [[[2, 6, 7, 3]], [[1, 3, 4, 1]], [[2, 5, 5, 17]]],
            Inputs = [Values.Distinct()],
            Large = [[8, 40, 40, 16]],
            Reference = x =>
            {
                Padding2D pad = Padding2D.Of(padding, x[0].Shape, size, stride, 1);
                Shape s = x[0].Shape;
                Shape shape = [s[0], (s[1] + pad.Top + pad.Bottom - size.Height) / stride.Height + 1,
                    (s[2] + pad.Left + pad.Right - size.Width) / stride.Width + 1, s[3]];
                var y = new double[shape.Count];
                loop(x[0], (pad.Top, pad.Left), y, shape);
                return Tensor.From(y, shape);
            },
        };
    }

    private static Tensor Read(Golden golden, string name) => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name)));
}
