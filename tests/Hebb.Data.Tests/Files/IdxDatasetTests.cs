namespace Hebb.Data.Tests;

public sealed class IdxDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_and_labels_become_a_dataset()
    {
        Dataset data = Idx.Read(Images([3, 2, 2]), Labels([7, 0, 9]));
        Assert.Equal([2, 2, 1], data.InputShape);
        Assert.Equal((3, 10), (data.Count, data.Classes));
        Assert.Equal([4, 5, 6, 7], data.ImageAt(1).Pixels.ToArray());
        Assert.Equal([7, 0, 9], data.Batches().Single().Labels.ToArray<int>());
    }

    [Fact]
    public void Channels_may_be_a_fourth_dimension() => Assert.Equal([2, 2, 3], Idx.Read(Images([1, 2, 2, 3]), Labels([1])).InputShape);

    [Fact]
    public void A_file_alone_is_a_tensor_of_bytes()
    {
        Tensor images = Idx.Read(Images([3, 2, 2]));
        Assert.Equal([3, 2, 2], images.Shape);
        Assert.Equal(IdxFile.Counting(12), images.ToArray<byte>());
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        string images = Images([3, 2, 2]), labels = Labels([7, 0, 9]);
        Snapshot.Errors("idx_pair_errors",
        [
            ("counts differ", () => Idx.Read(images, _folder.Write("few", IdxFile.Make([2], [1, 2])))),
            ("label outside", () => Idx.Read(images, _folder.Write("outside", IdxFile.Make([3], [1, 10, 2])))),
            ("label far outside", () => Idx.Read(images, _folder.Write("far", IdxFile.Make([3], [1, 2, 255])))),
            ("label outside the names", () => Idx.Read(images, labels, ["a", "b"])),
            ("exchanged", () => Idx.Read(labels, images)),
            ("labels twice", () => Idx.Read(labels, labels)),
            ("images twice", () => Idx.Read(images, images)),
            ("no images", () => Idx.Read(_folder.Write("none", IdxFile.Make([0, 2, 2], [])), labels)),
        ], hide: _folder.Path);
    }

    private string Images(uint[] extents) => _folder.Write("images", IdxFile.Make(extents, IdxFile.Counting((int)extents.Aggregate((a, b) => a * b))));

    private string Labels(byte[] labels) => _folder.Write("labels", IdxFile.Make([(uint)labels.Length], labels));
}
