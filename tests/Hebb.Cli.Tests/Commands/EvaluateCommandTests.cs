using System.Text.Json;

namespace Hebb.Cli.Tests;

public class EvaluateCommandTests
{
    [Fact]
    public void The_test_of_a_saved_model_is_that_at_the_end_of_its_training()
    {
        using TemporaryFolder folder = new();
        DataFiles.WriteIdx(folder.Path);
        JsonElement trained = Command.Succeed("train", "softmax", "--data", folder.Path, "--epochs", "3", "--out", folder.File("run"), "--json").Json;

        JsonElement tested = Command.Succeed("evaluate", folder.File("run/model.hebb"), "--data", folder.Path, "--json").Json;

        Assert.Equal(trained.GetProperty("test_loss").GetDouble(), tested.GetProperty("loss").GetDouble());
        Assert.Equal(trained.GetProperty("test_accuracy").GetDouble(), tested.GetProperty("accuracy").GetDouble());
        Assert.Equal(64, tested.GetProperty("confusion").EnumerateArray().Sum(static row => row.EnumerateArray().Sum(static cell => cell.GetInt32())));
    }

    [Fact]
    public void Data_of_other_classes_or_another_size_are_refused()
    {
        using TemporaryFolder folder = new();
        DataFiles.WritePictures(folder.File("photos"));
        DataFiles.WriteIdx(folder.Path);
        Model small = new Sequential([8, 8, 1], "small") { new Flatten(), new Dense(3) },
            large = new Sequential([28, 28, 1], "large") { new Flatten(), new Dense(10) };
        small.Save(folder.File("small.hebb"));
        large.Save(folder.File("large.hebb"));

        Assert.Contains("classes", Command.Fail(1, "evaluate", folder.File("small.hebb"), "--data", folder.File("photos")));
        Assert.Contains("[28, 28, 1]", Command.Fail(1, "evaluate", folder.File("large.hebb"), "--data", folder.Path));
    }
}
