namespace Hebb.Kernels.Tests;

[Collection(nameof(WorkerPool))]
public class AllocationTests
{
    [Fact]
    public void Kernels_of_a_training_step_never_allocate()
    {
        using Elements<float> x = Elements.Floats(64, 8, 8, 6), y = new(64, 4, 4, 6), g = new(64, 8, 8, 6);
        using Elements<float> rows = new(4096), columns = new(6), more = new(6), sums = new(6), moved = new(6, 64, 8, 8);
        using Elements<int> labels = new Elements<int>(4096).With(i => i % 6), places = new(4096);
        using Elements<byte> images = new(64, 8, 8, 6);
        PoolingGeometry geometry = new(64, 8, 8, 6, 2, 2, 2, 2);
        View table = x.View.As([4096, 6]), taken = g.View.As([4096, 6]);
        int[] permutation = [3, 0, 1, 2], start = [0, 0, 0, 0], step = [1, 2, 2, 1];   // made here: an unoptimised test allocates for a literal span
        void Step()
        {
            Reduction.Sum(x.View, rows.View, 4096, 6, 1);
            Reduction.Sum(x.View, columns.View, 1, 4096, 6);
            Reduction.ArgMax(x.View, places.View, 4096, 6, 1);
            Moments.Run(x.View, columns.View, more.View, 4096, 6);
            ChannelSums.Run(x.View, g.View, columns.View, sums.View, more.View, 4096, 6);
            Softmax.Run(x.View, g.View, 4096, 6);
            SoftmaxCrossEntropy.Forward(x.View, labels.View, rows.View, 4096, 6);
            SoftmaxCrossEntropy.Gradient(x.View, labels.View, rows.View, g.View, 4096, 6);
            MaxPooling.Forward(geometry, x.View, y.View);
            MaxPooling.Gradient(geometry, x.View, y.View, y.View, g.View);
            AveragePooling.Forward(geometry, x.View, y.View);
            AveragePooling.Gradient(geometry, y.View, g.View);
            Philox.Dropout(x.View, g.View, 0.5, 1, 2);
            Philox.Normal(g.View, 1, 2);
            Transpose.Run(x.View, moved.View, permutation);
            Strided.Slice(x.View, y.View, start, step);
            Cast.Run(images.View, g.View);
            Fill.Constant(g.View, 1);
            Gather.Rows(table, labels.View, taken);
            Gather.AddRows(taken, labels.View, table);
        }
        Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
