namespace Hebb.Data.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Four_idx_files_are_training_and_test_data()
    {
        IdxFile.WriteCollection(_folder, train: 5, test: 3);
        (Dataset train, Dataset test) = DataFolder.Load(_folder.Path);
        Assert.Equal((5, 3), (train.Count, test.Count));
    }

    [Fact]
    public void Train_and_test_folders_are_what_they_say()
    {
        foreach (string part in new[] { "train", "test" })
            foreach (string name in new[] { "cat", "dog" })
                _folder.Write($"{part}/{name}/1.png", PngFile.Make(2, 2, 1, [1, 2, 3, 4]));
        _folder.Write("train/dog/2.png", PngFile.Make(2, 2, 1, [1, 2, 3, 4]));
        (Dataset train, Dataset test) = DataFolder.Load(_folder.Path);
        Assert.Equal((3, 2), (train.Count, test.Count));
        Assert.Equal(["cat", "dog"], test.ClassNames);
    }

    [Fact]
    public void Of_classes_alone_a_tenth_is_held_out()
    {
        for (int i = 0; i < 40; i++) _folder.Write($"{(i % 2 == 0 ? "cat" : "dog")}/{i}.png", PngFile.Make(1, 1, 1, [(byte)i]));
        (Dataset train, Dataset test) = DataFolder.Load(_folder.Path);
        Assert.Equal((36, 4), (train.Count, test.Count));
        Assert.Equal(2, Enumerable.Range(0, 4).Count(i => test.LabelAt(i) == 0));
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        using TemporaryFolder other = new();
        other.Write("train/cat/1.png", PngFile.Make(1, 1, 1, [1]));
        other.Write("test/dog/1.png", PngFile.Make(1, 1, 1, [1]));
        using TemporaryFolder sizes = new();
        sizes.Write("train/cat/1.png", PngFile.Make(1, 1, 1, [1]));
        sizes.Write("test/cat/1.png", PngFile.Make(2, 1, 1, [1, 2]));
        string file = _folder.Write("file", [1]);
        using TemporaryFolder partial = new();
        partial.Write("train-images-idx3-ubyte", IdxFile.Make([1, 2, 2], IdxFile.Counting(4)));
        DataException error = Assert.Throws<DataException>(() => DataFolder.Load(_folder["absent"]));
        Assert.Equal("Data: there is no such folder.", error.What);
        Assert.Equal("Data: this is a file, not a folder.", Assert.Throws<DataException>(() => DataFolder.Load(file)).What);
        Assert.Equal("Data: training and test data have different classes.", Assert.Throws<DataException>(() => DataFolder.Load(other.Path)).What);
        Assert.Equal("Data: training and test pictures differ in size.", Assert.Throws<DataException>(() => DataFolder.Load(sizes.Path)).What);
        Assert.Equal("Idx: the folder lacks the file train-labels-idx1-ubyte.", Assert.Throws<DataException>(() => DataFolder.Load(partial.Path)).What);
    }
}
