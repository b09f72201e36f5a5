namespace Hebb.Data.Tests;

public sealed class DatasetTests
{
    private static readonly float[,] s_square = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };

    [Fact]
    public void A_table_with_classes_knows_its_shapes_and_classes()
    {
        Dataset data = Dataset.From(s_square, [0, 2, 1, 0]);
        Assert.Equal((4, 3), (data.Count, data.Classes));
        Assert.Equal([2], data.InputShape);
        Assert.Equal([], data.LabelShape);
        Assert.Equal((DType.Float32, DType.Int32), (data.InputDType, data.LabelDType));
        Assert.Equal(["0", "1", "2"], data.ClassNames);
        Assert.Equal(2, data.LabelAt(1));
    }

    [Fact]
    public void Targets_of_one_value_are_a_column()
    {
        Dataset data = Dataset.From(s_square, [0.5f, 1.5f, 2.5f, 3.5f]);
        Assert.Equal([1], data.LabelShape);
        Assert.Equal(0, data.Classes);
        Batch batch = data.Batches(3).First();
        Assert.Equal([3, 1], batch.Labels.Shape);
        Assert.Equal([0.5f, 1.5f, 2.5f], batch.Labels.ToArray<float>());
    }

    [Fact]
    public void Several_targets_keep_their_order()
    {
        Batch batch = Dataset.From(s_square, new float[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 }, { 10, 11, 12 } }).Subset(3, 0).Batches().Single();
        Assert.Equal([10, 11, 12, 1, 2, 3], batch.Labels.ToArray<float>());
        Assert.Equal([1, 1, 0, 0], batch.Inputs.ToArray<float>());
        Assert.Equal([3, 0], batch.Rows.ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(213)]
    public void Bytes_become_floats_of_the_same_value(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, 2 * length).Select(i => (byte)(i * 7))];
        Batch batch = Dataset.From(Tensor.From(bytes, [2, length]), [0, 1]).Subset(1, 0).Batches().Single();
        Assert.Equal(DType.Float32, batch.Inputs.DType);
        Assert.Equal([.. bytes.Skip(length).Concat(bytes.Take(length)).Select(b => (float)b)], batch.Inputs.ToArray<float>());
    }

    [Fact]
    public void Other_types_stay_what_they_are()
    {
        Batch doubles = Dataset.From(Tensor.From([0.1, 0.2], [2, 1]), Tensor.From([1.0, 2.0], [2, 1])).Batches().Single();
        Assert.Equal((DType.Float64, DType.Float64), (doubles.Inputs.DType, doubles.Labels.DType));
        Assert.Equal([0.1, 0.2], doubles.Inputs.ToArray<double>());
        Batch words = Dataset.From(Tensor.From([5L, 6L, 7L, 8L], [2, 2]), Tensor.From([1L, 0L], [2])).Batches().Single();
        Assert.Equal((DType.Int64, DType.Int32), (words.Inputs.DType, words.Labels.DType));
        Assert.Equal([1, 0], words.Labels.ToArray<int>());
    }

    [Fact]
    public void Batches_hold_every_sample_once_and_the_rest_at_the_end()
    {
        Dataset data = Counting(10);
        Assert.Equal([4, 4, 2], data.Batches(4).Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 10), data.Batches(4).SelectMany(batch => batch.Rows.ToArray()));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (float)i), data.Batches(4).SelectMany(batch => batch.Inputs.ToArray<float>()));
        Assert.Equal([4, 4], data.Batches(4, dropRemainder: true).Select(batch => batch.Count));
        Assert.Equal([10], data.Batches().Select(batch => batch.Count));
    }

    [Fact]
    public void A_batch_outlives_the_next_one()
    {
        Batch[] batches = [.. Counting(6).Batches(3)];
        Assert.Equal([0f, 1, 2], batches[0].Inputs.ToArray<float>());
        Assert.Equal([3f, 4, 5], batches[1].Inputs.ToArray<float>());
    }

    [Fact]
    public void Shuffling_is_a_permutation_that_the_seed_decides()
    {
        int[] once = Order(Counting(100).Shuffle(7)), again = Order(Counting(100).Shuffle(7)), other = Order(Counting(100).Shuffle(8));
        Assert.Equal(once, again);
        Assert.NotEqual(once, other);
        Assert.NotEqual(Enumerable.Range(0, 100), once);
        Assert.Equal(Enumerable.Range(0, 100), once.Order());
    }

    [Fact]
    public void Views_of_views_keep_the_numbers_of_the_data()
    {
        Dataset data = Counting(100).Subset(10, 20, 30, 40).Shuffle(1).Take(3).Subset(2, 0);
        Assert.Equal(2, data.Count);
        Batch batch = data.Batches().Single();
        Assert.Equal(batch.Rows.ToArray().Select(row => (float)row), batch.Inputs.ToArray<float>());
        Assert.All(batch.Rows.ToArray(), row => Assert.Contains(row, new[] { 10, 20, 30, 40 }));
        Assert.Equal(batch.Rows[1] % 3, data.LabelAt(1));
    }

    [Fact]
    public void A_stratified_split_holds_the_same_fraction_of_every_class_out()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? 2 : i % 3 == 0 ? 1 : 0)];
        Dataset data = Dataset.From(new float[1000, 1], labels);
        (Dataset fit, Dataset validation) = data.Split(0.25, seed: 3);
        Assert.Equal((750, 250), (fit.Count, validation.Count));
        for (int c = 0; c < 3; c++) Assert.Equal(labels.Count(label => label == c) * 0.25, Classes(validation).Count(label => label == c), 1.0);
        Assert.Equal(Enumerable.Range(0, 1000), Order(fit).Concat(Order(validation)).Order());
        Assert.Equal(Order(fit).Order(), Order(fit));
        Assert.Equal(Order(validation), Order(data.Split(0.25, seed: 3).Validation));
        Assert.NotEqual(Order(validation), Order(data.Split(0.25, seed: 4).Validation));
    }

    [Fact]
    public void Rare_classes_do_not_change_how_much_is_held_out()
    {
        // 30 classes of 3: a tenth is 9 samples, of 9 different classes.
        Dataset data = Dataset.From(new float[90, 1], [.. Enumerable.Range(0, 90).Select(i => i % 30)]);
        int[] held = Classes(data.Split(0.1, seed: 1).Validation);
        Assert.Equal(9, held.Length);
        Assert.Equal(9, held.Distinct().Count());
    }

    [Fact]
    public void Targets_are_split_without_classes()
    {
        (Dataset fit, Dataset validation) = Dataset.From(new float[10, 1], new float[10]).Split(0.3, seed: 1);
        Assert.Equal((7, 3), (fit.Count, validation.Count));
        (fit, validation) = Counting(10).Split(0.3, seed: 1, stratified: false);
        Assert.Equal(Enumerable.Range(0, 10), Order(fit).Concat(Order(validation)).Order());
    }

    [Fact]
    public void Pictures_come_back_as_they_went_in()
    {
        Dataset data = Dataset.From(Tensor.From<byte>([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2, 1]), [0, 1], ["cat", "dog"]);
        Assert.Equal([5, 6, 7, 8], data.ImageAt(1).Pixels.ToArray());
        Assert.Equal(["cat", "dog"], data.ClassNames);
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        Dataset data = Counting(10);
        Snapshot.Errors("dataset_errors",
        [
            ("counts differ", () => Dataset.From(s_square, [0, 1])),
            ("the label of a sample that is not there", () => Counting(4).LabelAt(9)),
            ("a picture of a sample that is not there", () => Counting(4).ImageAt(-1)),
            ("a negative label", () => Dataset.From(s_square, [0, 1, -1, 0])),
            ("a label outside the names", () => Dataset.From(s_square, [0, 1, 2, 0], ["no", "yes"])),
            ("no samples", () => Dataset.From(new float[0, 2], Array.Empty<int>())),
            ("NaN in a table", () => Dataset.From(new float[,] { { 0, 1 }, { float.NaN, 1 } }, [0, 1])),
            ("infinity in the targets", () => Dataset.From(s_square, [0, 1, float.PositiveInfinity, 2])),
            ("no features", () => Dataset.From(new float[4, 0], [0, 1, 1, 0])),
            ("labels of nothing", () => Dataset.From(Tensor.Zeros([2, 1]), Tensor.Zeros([2, 0]))),
            ("no class names", () => Dataset.From(s_square, [0, 1, 1, 0], [])),
            ("a class without a name", () => Dataset.From(s_square, [0, 1, 1, 0], ["no", null!])),
            ("names for targets", () => Dataset.From(Tensor.Zeros([2, 1]), Tensor.Zeros([2, 1]), ["no", "yes"])),
            ("a negative label of 64 bits", () => Dataset.From(Tensor.Zeros([2, 1]), Tensor.From([0L, -7], [2]))),
            ("a label beyond 32 bits", () => Dataset.From(Tensor.Zeros([2, 1]), Tensor.From([0L, 5_000_000_000], [2]), ["no", "yes"])),
            ("a scalar", () => Dataset.From(Tensor.Scalar(1), [0])),
            ("truth values", () => Dataset.From(Tensor.From([true, false]), [0, 1])),
            ("split of everything", () => data.Split(1, seed: 1)),
            ("split of nothing", () => data.Split(0.01, seed: 1)),
            ("batch size zero", () => data.Batches(0)),
            ("no full batch", () => data.Batches(20, dropRemainder: true)),
            ("a negative batch size", () => data.Batches(-1)),
            ("split of NaN", () => data.Split(double.NaN, seed: 1)),
            ("nothing in a subset", () => data.Subset()),
            ("take nothing", () => data.Take(0)),
            ("no such sample", () => data.Subset(3, 10)),
            ("no picture", () => data.ImageAt(0)),
        ]);
    }

    [Fact]
    public void A_dataset_says_what_it_holds()
    {
        Assert.Equal("4 samples of Float32 [1] in 3 classes", Counting(4).ToString());
        Assert.Equal("2 samples of Float32 [1] with targets Float32 [1]", Dataset.From(new float[2, 1], new float[2]).ToString());
    }

    internal static Dataset Counting(int count)
    {
        float[,] inputs = new float[count, 1];
        for (int i = 0; i < count; i++) inputs[i, 0] = i;
        return Dataset.From(inputs, [.. Enumerable.Range(0, count).Select(i => i % 3)]);
    }

    private static int[] Order(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(data.RowOf)];

    private static int[] Classes(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(data.LabelAt)];
}
