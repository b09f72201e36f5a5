using Hebb.Kernels;

namespace Hebb.Tensors.Tests;

public class ForwardAllocationTests
{
    private static readonly Tensor Images = Tensor.Normal([4, 9, 8, 3], seed: 1), Kernel = Tensor.Normal([3, 3, 3, 5], seed: 2),
        Matrix = Tensor.Normal([6, 8], seed: 3);
    private static readonly Tensor Rows = Tensor.From([1, 0, 3]), Step = Tensor.Scalar(1, DType.Int64);
    private static readonly Pooling Halves = new(2, 2, default);

    [Fact]
    public void Movement_computes_without_allocating()
    {
        Check(new PermuteOp([1, 0]), Matrix);
        Check(new BroadcastToOp([2, 6, 8]), Matrix);
        Check(new PadOp([1, 0], [0, 2], 1), Matrix);
        Check(new CropOp([1, 0], [0, 2]), Matrix);
        Check(new SliceOp(1, 1, ^1), Matrix);
        Check(new PlaceOp(1, 1, 10), Matrix);
        Check(new SplitOp(1, 4), Matrix);
        Check(new ConcatOp(0), Matrix, Matrix);
        Check(new RepeatOp(1, 3), Matrix.ExpandDims(1));
        Check(new ReverseOp(1), Matrix);
        Check(new FillOp([6, 8], DType.Float32, 1));
        Check(new FillLikeOp(1), Matrix);
        Check(new RangeOp(0, 1, 5, DType.Int32));
    }

    [Fact]
    public void Batch_normalization_computes_without_allocating()
    {
        Tensor channels = Tensor.Ones([8]);
        Check(new BatchNormalizeOp(1e-3), Matrix, channels, channels);
        Check(ChannelSumsOp.Instance, Matrix, Matrix, channels);
        Check(new BatchNormalizeFactorsOp(1e-3, 5), channels, channels, channels, channels);
        Check(BatchNormalizeInputOp.Instance, Matrix, Matrix, channels, channels, channels, channels);
    }

    [Fact]
    public void Indexing_computes_without_allocating()
    {
        Check(new GatherOp(), Matrix, Rows);
        Check(new AddRowsOp(), Matrix, Rows, Tensor.Ones([3, 8]));
        Check(new GatherAlongOp(1), Matrix, Tensor.Zeros([6, 2], DType.Int32));
        Check(new ScatterAlongOp(1, 9), Tensor.Ones([6, 2]), Tensor.Zeros([6, 2], DType.Int32));
        Check(new OneHotOp(4, DType.Float32), Rows);
        Check(new TopKOp(3), Matrix);
        Check(new RangeCheckOp("Accuracy", "label", 0, 3, "use class numbers"), Rows);
    }

    [Fact]
    public void Products_convolutions_and_pooling_compute_without_allocating()
    {
        Check(new MatMulOp(false, true), Matrix, Matrix);
        Check(new Conv2DOp(1, default, 1), Images, Kernel);
        Check(new Conv2DInputGradientOp((9, 8), 1, default, 1), Tensor.Ones([4, 7, 6, 5]), Kernel);
        Check(new Conv2DKernelGradientOp(3, 1, default, 1), Images, Tensor.Ones([4, 7, 6, 5]));
        Check(new MaxPool2DOp(Halves), Images);
        Check(new MaxPool2DGradientOp(Halves), Images, Images.MaxPool2D(2), Tensor.Ones([4, 4, 4, 3]));
        Check(new MaxPool2DSelectOp(Halves), Images, Images);
        Check(new AveragePool2DOp(Halves), Images);
        Check(new AveragePool2DGradientOp((9, 8), Halves), Tensor.Ones([4, 4, 4, 3]));
    }

    [Fact]
    public void Random_numbers_are_drawn_without_allocating()
    {
        Check(new RandomOp(Distribution.Uniform, 1, [100], DType.Float32));
        Check(new RandomOp(Distribution.TruncatedNormal, 1, [100], DType.Float64));
        Check(new RandomLikeOp(Distribution.Normal, 1), Matrix, Step);
        Check(new IntegersOp(1, 0, 10, [100], DType.Int32));
        Check(new DropoutOp(0.5, 1), Matrix, Step);
    }

    [Fact]
    public void Elementwise_operations_compute_without_allocating()
    {
        Check(new AddOp(), Matrix, Matrix);
        Check(new MultiplyOp(), Matrix, Tensor.Ones([8]));
        Check(new GreaterOp(), Matrix, Tensor.Scalar(1));
        Check(new WhereOp(), Matrix.Greater(0), Matrix, Matrix);
        Check(new ClipOp(-1, 1), Matrix);
        Check(new GeluOp(true), Matrix);
        Check(new CastOp(DType.Int32), Matrix);
    }

    [Fact]
    public void Reductions_and_softmax_compute_without_allocating()
    {
        Check(new SumOp(0, 1), Matrix);
        Check(new MeanOp(1, 1), Matrix);
        Check(new MaxOp(0, 2), Matrix);
        Check(new MinOp(1, 1), Matrix);
        Check(new ArgMaxOp(1, 1), Matrix);
        Check(new ArgMinOp(0, 1), Matrix);
        Check(new AnyOp(1, 1), Matrix.Greater(0));
        Check(new AllOp(1, 1), Matrix.Greater(0));
        Check(new ProductOp(1, 1), Matrix);
        Check(new ProductGradientOp(1, 1), Matrix, Tensor.Ones([6, 1]));
        Check(new LogSumExpOp(0, 1), Matrix);
        Check(new CountOp(1), Matrix);
        Check(new CumulativeSumOp(0, false), Matrix);
        Check(new CumulativeSumOp(1, true), Matrix);
        Check(new SoftmaxOp(1), Matrix);
        Check(new SoftmaxOp(0), Matrix);
        Check(new SoftmaxGradientOp(), Matrix, Matrix);
        Check(new LogSoftmaxOp(1), Matrix);
        Check(new LogSoftmaxGradientOp(), Matrix, Matrix);
        Check(new SoftmaxCrossEntropyOp(), Matrix, Tensor.From([0, 1, 2, 3, 4, 5]));
        Check(new SoftmaxCrossEntropyGradientOp(), Matrix, Tensor.From([0, 1, 2, 3, 4, 5]), Tensor.Ones([6]));
    }

    private static void Check(Op op, params Tensor[] inputs)
    {
        TensorSpec[] specs = [.. inputs.Select(input => input.Spec)];
        SpecList announced = default;
        op.Infer(specs, ref announced);
        var outputs = new Tensor[announced.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = Tensor.Allocate(announced[i]);
        Tensor workspace = Tensor.Zeros([(int)op.Workspace(specs)], DType.UInt8);
        View[] inputViews = [.. inputs.Select(input => input.View)], outputViews = [.. outputs.Select(output => output.View)];
        ForwardContext context = new(inputViews, outputViews, workspace.View);
        for (int i = 0; i < 3; i++) op.Forward(context);   // the first calls compile and set up
        long before = GC.GetAllocatedBytesForCurrentThread();
        op.Forward(context);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated == 0, $"{op}: Forward allocated {allocated} bytes");
    }
}
