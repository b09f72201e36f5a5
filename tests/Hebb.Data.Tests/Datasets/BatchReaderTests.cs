namespace Hebb.Data.Tests;

public sealed class BatchReaderTests
{
    [Fact]
    public void An_epoch_holds_every_sample_once()
    {
        BatchReader reader = new(DatasetTests.Counting(10), 4, seed: 1);
        Assert.Equal(3, reader.Count);
        Assert.Equal(Enumerable.Range(0, 10), Epoch(reader, 0).Order());
        Assert.Equal([4, 4, 2], Enumerable.Range(0, 3).Select(reader.SamplesOf));
    }

    [Fact]
    public void A_batch_may_be_larger_than_any_number_of_samples()
    {
        BatchReader reader = new(DatasetTests.Counting(10), int.MaxValue, seed: 1);
        Assert.Equal((1, 10), (reader.Count, reader.SamplesOf(0)));
    }

    [Fact]
    public void Inputs_and_labels_belong_to_the_rows()
    {
        Batch batch = new BatchReader(DatasetTests.Counting(10), 4, seed: 1).Read(epoch: 2, batch: 1);
        Assert.Equal(batch.Rows.ToArray().Select(row => (float)row), batch.Inputs.ToArray<float>());
        Assert.Equal(batch.Rows.ToArray().Select(row => row % 3), batch.Labels.ToArray<int>());
    }

    [Fact]
    public void The_order_depends_on_seed_and_epoch_alone()
    {
        BatchReader reader = new(DatasetTests.Counting(50), 8, seed: 1);
        int[][] epochs = [Epoch(reader, 0), Epoch(reader, 1), Epoch(reader, 2)];
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.Equal(epochs[1], Epoch(new(DatasetTests.Counting(50), 8, seed: 1), 1));
        Assert.NotEqual(epochs[1], Epoch(new(DatasetTests.Counting(50), 8, seed: 2), 1));

        // Resumed in the middle of epoch 1, with another reader that saw nothing of it before.
        Assert.Equal(epochs[1][32..40], new BatchReader(DatasetTests.Counting(50), 8, seed: 1).Read(1, 4).Rows.ToArray());
    }

    [Fact]
    public void Without_a_seed_the_order_is_that_of_the_data()
    {
        Assert.Equal(Enumerable.Range(0, 10), Epoch(new(DatasetTests.Counting(10), 4), 5));
        Assert.Equal([9, 8, 7], Epoch(new(DatasetTests.Counting(10).Subset(9, 8, 7), 4), 0));
    }

    [Fact]
    public void The_remainder_can_be_dropped()
    {
        BatchReader reader = new(DatasetTests.Counting(10), 4, seed: 1, dropRemainder: true);
        Assert.Equal(2, reader.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Read(0, 2));
    }

    [Fact]
    public void Reading_allocates_nothing_after_the_first_epoch()
    {
        BatchReader reader = new(Hebb.Glyphs.Generate(seed: 1, train: 300, test: 1).Train, 64, seed: 1);
        Epoch(reader, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int epoch = 1; epoch < 4; epoch++)
            for (int batch = 0; batch < reader.Count; batch++) reader.Read(epoch, batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int[] Epoch(BatchReader reader, int epoch)
    {
        List<int> rows = [];
        for (int batch = 0; batch < reader.Count; batch++) rows.AddRange(reader.Read(epoch, batch).Rows);
        return [.. rows];
    }
}
