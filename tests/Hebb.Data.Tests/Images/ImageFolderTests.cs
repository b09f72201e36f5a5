namespace Hebb.Data.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_and_pictures_stand_in_the_order_of_their_names()
    {
        foreach (string name in new[] { "b/2.png", "b/10.png", "a/z.PNG", "Z/1.png" }) _folder.Write(name, PngFile.Make(1, 1, 1, [(byte)name[2]]));
        _folder.Write("b/notes.txt", "passed over"u8);
        _folder.Write(".thumbnails/1.png", "passed over"u8);
        _folder.Write("readme.md", "passed over"u8);
        Dataset data = ImageFolder.Load(_folder.Path);
        Assert.Equal(["Z", "a", "b"], data.ClassNames);
        Assert.Equal([0, 1, 2, 2], Enumerable.Range(0, 4).Select(data.LabelAt));
        Assert.Equal("1z12", string.Concat(Enumerable.Range(0, 4).Select(i => (char)data.ImageAt(i).Pixels[0])));
    }

    [Fact]
    public void Colour_is_kept_and_alpha_is_laid_over_black()
    {
        _folder.Write("a/1.png", PngFile.Make(1, 1, 3, [10, 20, 30]));
        _folder.Write("a/2.png", PngFile.Make(1, 1, 4, [10, 20, 30, 0]));
        Dataset data = ImageFolder.Load(_folder.Path);
        Assert.Equal([1, 1, 3], data.InputShape);
        Assert.Equal([10, 20, 30], data.ImageAt(0).Pixels.ToArray());
        Assert.Equal([0, 0, 0], data.ImageAt(1).Pixels.ToArray());
    }

    [Fact]
    public void Grey_and_colour_are_mixed_only_when_channels_are_given()
    {
        _folder.Write("a/1.png", PngFile.Make(1, 1, 3, [255, 255, 255]));
        _folder.Write("a/2.png", PngFile.Make(1, 1, 1, [7]));
        Assert.Equal("ImageFolder: some pictures are grey and some are coloured.", Assert.Throws<DataException>(() => ImageFolder.Load(_folder.Path)).What);
        Assert.Equal([255, 7], ImageFolder.Load(_folder.Path, channels: 1).Batches().Single().Inputs.ToArray<float>());
        Assert.Equal([2, 1, 1, 3], ImageFolder.Load(_folder.Path, channels: 3).Batches().Single().Inputs.Shape);
    }

    [Fact]
    public void Of_several_bad_pictures_the_first_is_named()
    {
        for (int i = 0; i < 60; i++) _folder.Write($"a/{i:D2}.png", i is 31 or 47 or 58 ? "text"u8 : PngFile.Make(1, 1, 1, [1]));
        for (int i = 0; i < 5; i++)
        {
            DataException error = Assert.Throws<DataException>(() => ImageFolder.Load(_folder.Path));
            Assert.Equal($"file '{_folder["a/31.png"]}'", error.Where[0]);
        }
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        using TemporaryFolder flat = new(), hollow = new(), size = new(), text = new();
        flat.Write("1.png", PngFile.Make(1, 1, 1, [1]));
        hollow.Write("cat/photo.jpg", [1]);
        size.Write("cat/1.png", PngFile.Make(2, 1, 1, [1, 2]));
        size.Write("cat/2.png", PngFile.Make(3, 4, 1, new byte[12]));
        text.Write("cat/1.png", "not a picture"u8);
        foreach ((string folder, string name, Action load) in new (string, string, Action)[]
        {
            (_folder.Path, "image_folder_absent", () => ImageFolder.Load(_folder["absent"])),
            (flat.Path, "image_folder_flat", () => ImageFolder.Load(flat.Path)),
            (hollow.Path, "image_folder_hollow", () => ImageFolder.Load(hollow.Path)),
            (size.Path, "image_folder_size", () => ImageFolder.Load(size.Path)),
            (text.Path, "image_folder_text", () => ImageFolder.Load(text.Path)),
        }) Snapshot.Throws<DataException>(name, load, hide: folder);
        Assert.Throws<OptionException>(() => ImageFolder.Load(flat.Path, channels: 2));
    }
}
