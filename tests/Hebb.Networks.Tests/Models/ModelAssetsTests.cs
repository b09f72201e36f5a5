namespace Hebb.Networks.Tests.Models;

public sealed class ModelAssetsTests
{
    [Fact]
    public void What_belongs_to_a_model_is_saved_with_it_byte_for_byte()
    {
        using TemporaryFolder folder = new();
        var model = new Sequential([2]) { new Dense(1) };
        model.Save(folder.File("plain.hebb"));
        Assert.Empty(Model.Load(folder.File("plain.hebb")).Assets);

        model.Assets["note.txt"] = "of 2007 to 2009"u8.ToArray();
        model.Assets["a_bytes.bin"] = [0, 255, 13, 10];
        model.Assets["empty"] = [];
        model.Save(folder.File("model.hebb"));
        Model loaded = Model.Load(folder.File("model.hebb"));
        Assert.Equal(["a_bytes.bin", "empty", "note.txt"], loaded.Assets.Keys);
        Assert.Equal([0, 255, 13, 10], loaded.Assets["a_bytes.bin"]);
        Assert.Equal("of 2007 to 2009"u8.ToArray(), loaded.Assets["note.txt"]);
        loaded.Save(folder.File("again.hebb"));
        Assert.Equal(File.ReadAllBytes(folder.File("model.hebb")), File.ReadAllBytes(folder.File("again.hebb")));
        Assert.Equal(loaded.Assets.Keys, loaded.Snapshot().Assets.Keys);
    }

    [Theory]
    [InlineData("../weights.safetensors")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_name_that_would_leave_its_folder_is_refused(string name)
    {
        using TemporaryFolder folder = new();
        var model = new Sequential([2]) { new Dense(1) };
        model.Assets[name] = [1];
        Assert.Throws<UsageException>(() => model.Save(folder.File("model.hebb")));
        Assert.Empty(folder.Files);
    }
}
