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
    public void Without_data_the_model_is_tested_on_those_it_was_trained_on()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        DataFiles.WriteIdx(folder.File("data"));
        Command.Succeed("train", "softmax", "--data", folder.File("data"), "--epochs", "3", "--out", folder.File("run"));
        string model = folder.File("run/model.hebb");

        Outcome named = Command.Succeed("evaluate", model, "--data", folder.File("data"), "--json"), remembered = Command.Succeed("evaluate", model, "--json");

        Assert.Equal(named.Json.GetProperty("accuracy").GetDouble(), remembered.Json.GetProperty("accuracy").GetDouble());
        Assert.Equal(folder.File("data"), remembered.Json.GetProperty("data").GetString());
        Assert.StartsWith($"{model} on {folder.File("data")}, which it was trained on: accuracy ", Command.Succeed("evaluate", model).Output);
        Directory.Move(folder.File("data"), folder.File("elsewhere"));
        string error = Command.Fail(2, "evaluate", model);
        Assert.Contains($"there is no data set and no folder '{folder.File("data")}'", error);
        Assert.Contains("which was trained on that data", error);
    }

    [Fact]
    public void A_model_that_does_not_say_what_it_was_trained_on_needs_data()
    {
        using TemporaryFolder folder = new();
        new Sequential([28, 28, 1], "plain") { new Flatten(), new Dense(10) }.Save(folder.File("model.hebb"));

        Assert.Contains("--data mnist", Command.Fail(2, "evaluate", folder.File("model.hebb")));
        Model odd = Model.Load(folder.File("model.hebb"));
        odd.Assets["training.json"] = "[1]"u8.ToArray();
        odd.Save(folder.File("odd.hebb"));
        Assert.Contains("entry 'assets/training.json' of the model 'plain'", Command.Fail(1, "evaluate", folder.File("odd.hebb")));
        Assert.Contains("on glyphs: accuracy ", Command.Succeed("evaluate", folder.File("model.hebb"), "--data", "glyphs").Output);
    }

    [Fact]
    public void A_model_that_is_no_classifier_of_the_data_is_refused_in_few_words()
    {
        using TemporaryFolder folder = new();
        new Sequential([28, 28, 1], "autoencoder") { new Flatten(), new Dense(784) }.Save(folder.File("model.hebb"));

        Assert.Contains("model 784 outputs without names   data glyphs 0, 1, 2,", Command.Fail(1, "evaluate", folder.File("model.hebb"), "--data", "glyphs"));
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
